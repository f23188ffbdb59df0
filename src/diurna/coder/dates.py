"""Time expressions as intervals, anchored on the day of the report: the rules, and the search.

They are our coding conventions' ("Fields", *date*): weeks run Monday to Sunday; a bare
weekday, day or month is the nearest that fits the tense (the nearest of all for what is
promised or offered, which may be due or past); *early* a month is days 1 to 10, *mid*
11 to 20, *late* 21 to its end; seasons are northern unless the place says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diurna.codebook.holidays import no_dates
from diurna.coder.date_rules import CLUES, date_rules
from diurna.coder.intervals import Anchor, Interval


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: where it stands in its text, its interval, the rule that read it.

    `origin` says what it was counted from, empty for one that tells its day by itself.
    """

    start: int
    end: int
    interval: Interval
    rule: str
    origin: str = ""


def find_times(text: str, anchor: Callable[[int], Anchor]) -> Iterator[TimeExpression]:
    """Yield the time expressions of a sentence's text, longest first where they overlap.

    `anchor` gives, for a character offset, what an expression there is read against.
    """
    clues = {m.lastgroup for m in CLUES.finditer(text)}
    taken = [m.span() for m in no_dates().finditer(text)] if clues else []
    for rule in date_rules():
        if rule.clue and rule.clue not in clues:
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            against = anchor(start)
            interval = rule.read(match, against)
            if interval is not None:
                taken.append((start, end))
                alone = rule.read(match, Anchor(None)) is not None
                origin = "" if alone else against.origin
                yield TimeExpression(start, end, interval, rule.name, origin)
