"""Which time expression dates which event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from diurna.coder import grammar
from diurna.coder.datelines import StoryDay
from diurna.coder.intervals import Anchor, Interval, Tense
from diurna.coder.periods import find_periods
from diurna.model import Span, When

_CLAUSAL = {"ccomp", "acl:relcl", "advcl", "parataxis", "acl", "advcl:relcl"}
_SINCE = {"since"}
_UNTIL = {"until", "till"}
_DATELINE = "date:dateline"
_AHEAD = {"set", "schedule", "expect", "plan", "slate", "due", "likely", "poise", "fix"}
"""What is said in the present tense of what lies ahead: *is set for Friday*."""
_TITLES = {"Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Dr.", "Dr"}
_DONE = {"try", "manage", "fail", "begin", "start", "continue", "help", "seek", "attempt", "refuse"}
_DONE |= {"decline", "force", "use", "go", "come", "happen", "seem", "appear", "have", "cease"}
"""Verbs whose infinitive is of their own time: *tried to bring down*."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in the tree: its interval, head token, and what it says of its event.

    `words` are the positions of its tokens. `target` is the word for the event that it is told
    from (*the day after the vote*), which it does not date. An `inferred` one is no expression:
    it dates `head` by what the sentence tells of another event.
    """

    when: When
    head: Token
    since: bool = False
    words: tuple[int, ...] = ()
    target: Token | None = None
    inferred: bool = False

    @property
    def of_story(self) -> bool:
        """Whether it is the dateline's, which dates the story and no event in it."""
        return self.when.decided_by == _DATELINE

    @property
    def opened(self) -> When:
        """Its interval, open on one side for what lasts since or until a day."""
        if self.since:
            return replace(self.when, end=None)
        if grammar.preposition(self.head) in _UNTIL and self.target is None:
            return replace(self.when, start=None)
        return self.when


def read_times(
    sentence: DocSpan, day: StoryDay, promises: set[int], before: Interval | None = None
) -> list[Dated]:
    """Return the time expressions of a sentence with their place in the tree.

    `promises` holds the positions of triggers whose date is that of the thing promised;
    `before` is the last time that the sentence before told, if it stands in the same paragraph.
    """

    def anchor(offset: int) -> Anchor:
        token = token_at(sentence, offset)
        tense = tense_of(token)
        head = token.head if token.dep_ == "nmod:unmarked" else token
        if grammar.preposition(head) in _UNTIL:
            tense = "future"
        if tense == "past" and any(t.i in promises for t in grammar.ancestors(token)):
            tense = "either"
        return Anchor(day.day, tense, day.southern, day.origin)

    found = []
    for expression in find_periods(sentence.text, anchor, before):
        start = sentence.start_char + expression.start
        end = sentence.start_char + expression.end
        tokens = [t for t in sentence if start <= t.idx < end]
        if not tokens or (expression.rule != "holiday" and _is_name(tokens)):
            continue
        positions = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in positions), tokens[0])
        span = Span(start, end, sentence.text[expression.start : expression.end])
        when = When(*expression.interval, span, decided_by(expression.rule, expression.origin))
        if day.dateline[0] <= start < day.dateline[1]:
            if day.origin != "dateline":
                continue
            when = When(day.day, day.day, "day", span, _DATELINE)
        found.append(Dated(when, head, _is_since(head), tuple(sorted(positions))))
    return found


def decided_by(rule: str, origin: str) -> str:
    """Return how a date was had, in the words of `When`."""
    return f"date:{rule}@{origin}" if origin else f"date:{rule}"


def _is_name(tokens: list[Token]) -> bool:
    """Whether the words of a time are a person's, or part of a longer name (*Friday Harbor*)."""
    first, last = tokens[0], tokens[-1]
    if first.i > first.sent.start and first.nbor(-1).text in _TITLES:
        return True
    if "PER" in (first.ent_type_, last.ent_type_) or _is_no_month(first, last):
        return True
    after = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    if after is not None and after.dep_ == "flat" and after.head == first:
        return True
    inside = last.i + 1 < len(last.doc) and last.doc[last.i + 1].ent_iob_ == "I"
    return first.ent_type_ == "LOC" and (inside or first.ent_iob_ == "I")


def _is_no_month(first: Token, last: Token) -> bool:
    """Whether a month's name is none: an act (*March on Rome*) or a person (*May said*)."""
    if first != last or first.lower_ not in ("march", "may"):
        return False
    if first.dep_ == "nsubj" and first.head.lemma_ in ("say", "tell", "add"):
        return True
    walks = any(grammar.preposition(c) in ("on", "to", "against") for c in first.children)
    return first.pos_ in ("VERB", "AUX") or (walks and not grammar.preposition(first))


def tense_of(token: Token) -> Tense:
    """Return whether the clause of a token looks back or ahead."""
    for word in _upwards(token):
        if word.pos_ not in ("VERB", "AUX") and not grammar.children(word, "cop"):
            continue
        helpers = {a.lower_ for a in grammar.children(word, "aux", "aux:pass", "cop")}
        if helpers & {"will", "shall", "'ll", "would", "wo", "may", "might"}:
            return "future"
        present = bool(helpers & {"is", "are", "'s", "'re"}) and "been" not in helpers
        if present and word.lemma_.lower() in _AHEAD:
            return "future"
        if _lies_ahead(word):
            return "future"
        past = word.tag_ in ("VBD", "VBN") and not present
        if past or helpers & {"was", "were", "had", "has", "have", "did"}:
            return "past"
        if word.tag_ in ("VBZ", "VBP") or present:
            return "future" if word.tag_ == "VBG" else "present"
    return "past"


def _lies_ahead(word: Token) -> bool:
    """Whether an infinitive tells what is to come: *plan to meet*, *due to end*, not *tried to*."""
    mark = next((m for m in grammar.children(word, "mark") if m.lower_ == "to"), None)
    if mark is None:
        return False
    before = word.doc[mark.i - 1] if mark.i > word.sent.start else None
    if before is not None and (before.lemma_.lower() in _AHEAD or before.lower_ in ("is", "are")):
        return True
    done = word.dep_ == "xcomp" and word.head.lemma_.lower() in _DONE
    return word.tag_ == "VB" and word.dep_ in ("acl", "advcl", "xcomp", "ROOT") and not done


def _upwards(token: Token) -> list[Token]:
    """Return a token and the words above it, nearest first.

    Within commas a time belongs to the verb before it, wherever the tree hangs it (*any attack,
    NATO warned on Monday, would be met with force*).
    """
    first, last = token.left_edge.i, token.right_edge.i
    doc, sentence = token.doc, token.sent
    if sentence.start < first and last + 1 < sentence.end and doc[last + 1].text == ",":
        verb = doc[first - 1]
        if verb.tag_ == "VBD" and token.head.i > last and grammar.children(verb, "nsubj"):
            return [token, verb, *grammar.ancestors(verb)]
    return [token, *grammar.ancestors(token)]


def when_of(
    trigger: Token, carrier: Token | None, times: Sequence[Dated], day: date | None
) -> When:
    """Return the interval of an event, open where the text gives none."""
    return interval_of(expression_of(trigger, carrier, times), day)


def expression_of(trigger: Token, carrier: Token | None, times: Sequence[Dated]) -> Dated | None:
    """Return the time expression of an event: one on its own words, else its clause.

    An expression belongs to the nearest word above it; one in another clause counts only for
    that clause.
    """
    best: tuple[int, Dated] | None = None
    for dated in times:
        distance = _distance(dated, trigger, carrier)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, dated
    return best[1] if best else None


def _distance(dated: Dated, trigger: Token, carrier: Token | None) -> int | None:
    """Return how far above a time expression an event stands, or None if it is not above.

    A since-phrase inside a noun phrase (*relations since the start of the year*) is the noun's.
    """
    time = dated.head
    if dated.inferred:
        return 0 if time in (trigger, carrier) else None
    if dated.since and not _lasts(carrier or trigger):
        return None
    if dated.target is not None and dated.target in (trigger, *grammar.ancestors(trigger)):
        return None
    heads = _upwards(time)
    for steps, (below, above) in enumerate(pairwise(heads), 1):
        if above == trigger:
            return None if _after_since(time, trigger) else steps
        if carrier is not None and above == carrier:
            return steps + 1
        if _divides(below) and below != dated.target:
            return None
        if dated.since and above.pos_ in ("NOUN", "PROPN"):
            return None
    clause = _own_clause(trigger)
    if (
        clause is not None
        and clause in heads
        and not any(_divides(t) for t in heads[: heads.index(clause)])
    ):
        return 10 + heads.index(clause)
    return None


def _divides(token: Token) -> bool:
    """Whether a token heads a clause, whose times are its own."""
    clause = token.dep_ in _CLAUSAL
    return clause and (token.dep_ != "acl" or token.pos_ in ("VERB", "AUX"))


def _lasts(trigger: Token) -> bool:
    """Whether a verb is in the perfect, or no verb: what *since* can date."""
    return trigger.pos_ != "VERB" or any(
        c.lemma_ == "have" for c in grammar.children(trigger, "aux")
    )


def _after_since(time: Token, trigger: Token) -> bool:
    """Whether a since-clause of the trigger stands between the two: it takes the time."""
    for clause in grammar.children(trigger, "advcl", "acl", "obl", "nmod"):
        if trigger.i < clause.i < time.i and _is_since(clause):
            return True
    return False


def _own_clause(trigger: Token) -> Token | None:
    """Return the predicate that an embedded trigger shares its time with."""
    token = trigger
    while (
        token.dep_ in ("obj", "obl", "conj", "xcomp", "nmod", "nsubj", "nsubj:pass", "obl:agent")
        and token.dep_ != "ROOT"
    ):
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def interval_of(dated: Dated | None, day: date | None) -> When:
    """Return the interval of a time expression; *since* runs up to the day of the report."""
    if dated is None:
        return When()
    when = dated.when
    if not dated.since or day is None or when.start is None:
        return when
    return replace(when, end=max(day, when.start), precision="span")


def day_after(when: When, shift: int) -> When:
    """Return the day some days after (or before) a known day."""
    if when.start is None or when.precision != "day":
        return When()
    day = when.start + timedelta(days=shift)
    return When(day, day, "day", when.span, "date:day-after@event")


def _is_since(head: Token) -> bool:
    return any(c.lower_ in _SINCE for c in grammar.children(head, "case", "mark"))


def token_at(sentence: DocSpan, offset: int) -> Token:
    """Return the token of a sentence in which a character of its text stands."""
    place = sentence.start_char + offset
    return next((t for t in sentence if t.idx <= place < t.idx + len(t) + 1), sentence.root)
