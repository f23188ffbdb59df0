"""Which news agency a text credits, by the agencies of ``data/media.csv``."""

from __future__ import annotations

import re
from functools import cache

from diurna.codebook.tables import DATA, read_table

_HEAD, _TAIL = 240, 400
"""Characters at the beginning and the end of a text in which agencies are credited."""


def agency_of(text: str) -> str:
    """Return the agency that a dateline, a credit line or a closing note names, else nothing.

    Credits look like ``PARIS (Reuters) -``, ``Paris, May 3 (AFP) --``, ``— AP`` or *Reporting by …*
    lines of an agency; an agency that the report only quotes is none.
    """
    names = _names()
    for pattern in _credits():
        for part in (text[:_HEAD], text[-_TAIL:]):
            found = pattern.search(part)
            if found:
                return names[found["agency"].lower()]
    return ""


@cache
def _names() -> dict[str, str]:
    """Return the agencies' usual names by each name in small letters."""
    rows = read_table(DATA / "media.csv", ("name", "names", "kind"))
    return {n.lower(): row["name"] for row in rows if row["kind"] == "agency" for n in row.names}


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _names()), key=len, reverse=True))
    agency = f"(?P<agency>{names})"
    return (
        re.compile(rf"[(/]{agency}(?:/[\w ]+)?[)/]", re.IGNORECASE),
        re.compile(rf"[-–—/]\s*{agency}\s*$", re.IGNORECASE | re.MULTILINE),
        re.compile(rf"^\s*{agency}\s*$", re.IGNORECASE | re.MULTILINE),
        re.compile(
            r"(?:^|\W)(?:courtesy of|provided by|with inputs? from|source:|©|copyright \d*)"
            rf"\s*(?:the )?{agency}\b",
            re.IGNORECASE,
        ),
    )
