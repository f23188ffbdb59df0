"""Which time expression dates which event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from diurna.coder import grammar
from diurna.coder.intervals import Anchor, Tense
from diurna.coder.periods import find_periods
from diurna.model import Span, When

_CLAUSAL = {"ccomp", "acl:relcl", "advcl", "parataxis", "acl", "advcl:relcl"}
_SINCE = {"since"}
_UNTIL = {"until", "till"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in the tree: its interval, words, rule and head token.

    `words` are the positions of its tokens.
    """

    when: When
    head: Token
    since: bool
    words: tuple[int, ...] = ()


def times_in(doc: Doc, published: date | None) -> list[When]:
    """Return every time expression of a Doc as an interval with its span.

    What lasts since or until a day is open on the other side.
    """
    found = (d for sentence in doc.sents for d in read_times(sentence, published, set()))
    return [_opened(d) for d in found]


def _opened(dated: Dated) -> When:
    if dated.since:
        return replace(dated.when, end=None)
    if grammar.preposition(dated.head) in _UNTIL:
        return replace(dated.when, start=None)
    return dated.when


def read_times(
    sentence: DocSpan, published: date | None, promises: set[int], *, southern: bool = False
) -> list[Dated]:
    """Return the time expressions of a sentence with their place in the tree.

    `promises` holds the positions of triggers whose date is that of the thing promised;
    `southern` says that the seasons are those of the southern hemisphere.
    """

    def anchor(offset: int) -> Anchor:
        token = _token_at(sentence, offset)
        tense = tense_of(token)
        head = token.head if token.dep_ == "nmod:unmarked" else token
        if grammar.preposition(head) in _UNTIL:
            tense = "future"
        if tense == "past" and any(t.i in promises for t in grammar.ancestors(token)):
            tense = "either"
        return Anchor(published, tense, southern)

    found = []
    text = sentence.text
    for expression in find_periods(text, anchor):
        start = sentence.start_char + expression.start
        end = sentence.start_char + expression.end
        tokens = [t for t in sentence if start <= t.idx < end]
        if not tokens or _is_name(tokens):
            continue
        positions = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in positions), tokens[0])
        first, last, precision = expression.interval
        span = Span(start, end, text[expression.start : expression.end])
        found.append(
            Dated(
                When(first, last, precision, span, expression.rule),
                head,
                _is_since(head),
                tuple(sorted(positions)),
            )
        )
    return found


def _is_name(tokens: list[Token]) -> bool:
    """Whether the words of a time are a person's, or part of a longer name (*Friday Harbor*)."""
    first, last = tokens[0], tokens[-1]
    if "PER" in (first.ent_type_, last.ent_type_):
        return True
    inside = last.i + 1 < len(last.doc) and last.doc[last.i + 1].ent_iob_ == "I"
    return first.ent_type_ == "LOC" and (inside or first.ent_iob_ == "I")


def tense_of(token: Token) -> Tense:
    """Return whether the clause of a token looks back or ahead."""
    for word in _upwards(token):
        if word.pos_ not in ("VERB", "AUX") and not grammar.children(word, "cop"):
            continue
        helpers = {a.lower_ for a in grammar.children(word, "aux", "aux:pass", "cop")}
        if helpers & {"will", "shall", "'ll", "would", "wo", "may", "might"}:
            return "future"
        if word.tag_ in ("VBD", "VBN") or helpers & {"was", "were", "had", "has", "have", "did"}:
            return "past"
        infinitive = word.tag_ == "VB" and any(m.lower_ == "to" for m in word.children)
        if infinitive and word.dep_ in ("acl", "advcl", "xcomp"):
            return "future"
        if word.tag_ in ("VBZ", "VBP") or helpers & {"is", "are"}:
            return "future" if word.tag_ == "VBG" else "either"
    return "past"


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
    trigger: Token, carrier: Token | None, times: list[Dated], published: date | None
) -> When:
    """Return the interval of an event: from an expression on its own words, else its clause.

    An expression belongs to the nearest word above it; one in another clause counts only for
    that clause. Where the text gives none the interval stays open.
    """
    best: tuple[int, Dated] | None = None
    for dated in times:
        distance = _distance(dated, trigger, carrier)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, dated
    return interval_of(best[1], published) if best else When()


def _distance(dated: Dated, trigger: Token, carrier: Token | None) -> int | None:
    """Return how far above a time expression an event stands, or None if it is not above.

    A since-phrase inside a noun phrase (*relations since the start of the year*) is the noun's.
    """
    time = dated.head
    if dated.since and not _lasts(carrier or trigger):
        return None
    heads = _upwards(time)
    for steps, (below, above) in enumerate(pairwise(heads), 1):
        if above == trigger:
            return None if _after_since(time, trigger) else steps
        if carrier is not None and above == carrier:
            return steps + 1
        if _divides(below):
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


def interval_of(dated: Dated, published: date | None) -> When:
    """Return the interval of a time expression; *since* runs up to the report."""
    when = dated.when
    if not dated.since or published is None or when.start is None:
        return when
    return When(when.start, max(published, when.start), "span", when.span, when.decided_by)


def day_after(when: When, shift: int) -> When:
    """Return the day some days after (or before) a known day."""
    if when.start is None or when.precision != "day":
        return When()
    day = when.start + timedelta(days=shift)
    return When(day, day, "day", when.span, "date:relative-to-event")


def _is_since(head: Token) -> bool:
    return any(c.lower_ in _SINCE for c in grammar.children(head, "case", "mark"))


def _token_at(sentence: DocSpan, offset: int) -> Token:
    place = sentence.start_char + offset
    return next((t for t in sentence if t.idx <= place < t.idx + len(t) + 1), sentence.root)
