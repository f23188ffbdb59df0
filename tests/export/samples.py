"""A record of events made by hand, as formats find hard: chains, pairs, bodies, open dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from diurna.model import Entity, Mention, Place, Sentence, Size, Span, When
from diurna.record import open_record
from tests.record.samples import arrival, code, mention, on, story

ARUSHA = Place(
    Span(0, 5, "Kenya"), "Arusha", "TZA", -3.3667, 36.6833, 161325, "26", precision="town"
)
KYIV = Place(Span(0, 5, "Kenya"), "Kyiv", "UKR", 50.4547, 30.5238, 703448, "12", precision="town")


def told(name: str, text: str, event: str, quad: int, score: float, **more: Any) -> Mention:
    """Return a mention of an event by the words of its sentence."""
    given: dict[str, Any] = {"trigger": Span(0, 5, text[:5]), "speakers": (), "contexts": ()}
    return mention(name, event=event, quad=quad, score=score, **(given | more))


ASSERTED: tuple[Mention, ...] = (
    told(
        "visit", "Kenya's president visited Arusha.", "CONSULT", 1, 4.0,
        modes=("visit",), actors=(Entity("KEN", "GOV", "Ruto", "William Ruto", "president"),),
        recipients=code("TZA"), places=(ARUSHA,), contexts=("diplomatic",),
    ),
    told(
        "raid", "Russian jets struck Kyiv.", "ASSAULT", 4, -9.5,
        modes=("aerial",), actors=(Entity("RUS", "MIL", "Russian\tjets\n2"),),
        recipients=(Entity("UKR", "CVL", "Kyiv"),), places=(KYIV, ARUSHA),
        sizes=(Size("dead", 12, "at least", Span(0, 5, "Kenya")),),
        speakers=(Entity("UKR", "GOV", "mayor"), Entity("GBR", "JRN", "BBC")),
    ),
    told(
        "aid", "The United Nations fed Sudan.", "AID", 2, 10.0,
        actors=(Entity("UN", "IGO", "U.N.", "United Nations"),), recipients=code("SDN"),
        when=When(date(2023, 5, 1), date(2023, 5, 31), "month"),
    ),
    told(
        "charge", "Kosovo accused Serbia.", "ACCUSE", 3, -3.5,
        modes=("allege",), actors=code("XKX"), recipients=code("SRB"),
    ),
    told(
        "truce", "Romania and East Timor signed.", "AGREE", 1, 2.5,
        actors=code("ROU", "TLS"), recipients=(),
    ),
    told(
        "ambush", "Gunmen killed a Nigerian judge.", "ASSAULT", 4, -9.0,
        modes=("firearms",), actors=(Entity("---", "UAF", "gunmen"),),
        recipients=(Entity("NGA", "JUD", "judge"),), when=When(),
    ),
    told(
        "retreat", "NATO left Mali.", "RETREAT", 2, 8.0,
        modes=("withdraw",), actors=(Entity("NATO", "IGO", "NATO", "NATO"),), recipients=code("MLI"),
    ),
    told(
        "strike", "Chilean miners struck.", "PROTEST", 4, -5.0, when=on(date(2023, 5, 2)),
        modes=("strike",), actors=(Entity("CHL", "LAB", "miners"),), auxiliary=("historical",),
    ),
)  # fmt: skip
UNSAID: tuple[Mention, ...] = (
    told("never", "Chad never hit Togo.", "ASSAULT", 4, -9.0, actors=code("TCD"),
         recipients=code("TGO"), auxiliary=("negation",)),
    told("maybe", "Peru may aid Cuba.", "AID", 2, 10.0, actors=code("PER"),
         recipients=code("CUB"), auxiliary=("hypothetical",)),
)  # fmt: skip

PAIRS = frozenset(
    {
        ("2023-05-16", "KEN", "TZA", "CONSULT", 1),
        ("2023-05-16", "RUS", "UKR", "ASSAULT", 4),
        ("2023-05-01", "UN", "SDN", "AID", 2),
        ("2023-05-16", "XKX", "SRB", "ACCUSE", 3),
        ("2023-05-16", "ROU", "TLS", "AGREE", 1),
        ("2023-05-16", "TLS", "ROU", "AGREE", 1),
        ("2023-05-17", "---", "NGA", "ASSAULT", 4),
        ("2023-05-16", "NATO", "MLI", "RETREAT", 2),
        ("2023-05-02", "CHL", "", "PROTEST", 4),
    }
)
"""What a table with a row a pair has of them: day, actor, recipient, event, quad class."""


def make_record(path: Path) -> Path:
    """Make a record of the events above, a story each, and one more story of the first."""
    with open_record(path, version="1", command="test") as record:
        every = (*ASSERTED, *UNSAID)
        texts = [f"{m.id} is told here, as it was." for m in every]
        record.put(
            [
                arrival(story(m.id, text, title=m.id), [_in(m, text)])
                for m, text in zip(every, texts, strict=True)
            ]
        )
        again = "visit is told there, as it was."
        later = story("again", again, published=date(2023, 5, 18), publisher="f.org")
        record.put([arrival(later, [_in(ASSERTED[0], again)])])
    return path


def _in(told_one: Mention, text: str) -> Mention:
    return replace(told_one, sentence=Sentence(1, 0, len(text), text))
