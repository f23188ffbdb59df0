"""GDELT, ICEWS and POLECAT cell by cell: what is written, and what is read from others' files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from diurna.errors import ForeignError
from diurna.exchange import export_record
from diurna.export import gdelt, icews, polecat
from diurna.export.tabular import named_rows
from diurna.model import ForeignEvent
from tests.export.samples import make_record


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("tables") / "record.duckdb")


def named(path: Path) -> list[dict[str, str]]:
    def stop(error: ForeignError) -> None:
        raise AssertionError(str(error))

    return [cells for _, cells in named_rows(path, (), stop)]


def gdelt_rows(db: Path, out: Path) -> dict[str, dict[str, str]]:
    export_record(db, "gdelt", out)
    rows = [
        dict(zip(gdelt.COLUMNS, one.split("\t"), strict=True))
        for one in out.read_text(encoding="utf8").splitlines()
    ]
    return {row["Actor1Code"]: row for row in rows}


def test_gdelt_has_cameos_codes_as_strings_and_fips_countries(db: Path, tmp_path: Path) -> None:
    rows = gdelt_rows(db, tmp_path / "out.export.CSV")
    visit = rows["KENGOV"]
    assert (visit["EventCode"], visit["EventBaseCode"], visit["EventRootCode"]) == (
        "042",
        "042",
        "04",
    )
    assert (visit["SQLDATE"], visit["MonthYear"], visit["Year"]) == ("20230516", "202305", "2023")
    assert visit["FractionDate"] == "2023.3726"
    assert (visit["Actor1Name"], visit["Actor1CountryCode"], visit["Actor1Type1Code"]) == (
        "WILLIAM RUTO",
        "KEN",
        "GOV",
    )
    assert (visit["Actor2Code"], visit["QuadClass"], visit["GoldsteinScale"]) == (
        "TZAGOV",
        "1",
        "4",
    )
    assert (visit["NumMentions"], visit["NumSources"], visit["NumArticles"]) == ("2", "2", "2")
    place = {k: v for k, v in visit.items() if k.startswith("ActionGeo_")}
    assert place == {
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Arusha, Tanzania", "ActionGeo_CountryCode": "TZ",
        "ActionGeo_ADM1Code": "TZ26", "ActionGeo_ADM2Code": "", "ActionGeo_Lat": "-3.3667",
        "ActionGeo_Long": "36.6833", "ActionGeo_FeatureID": "",
    }  # fmt: skip
    assert (visit["IsRootEvent"], visit["SOURCEURL"]) == ("1", "https://e.org/visit")
    assert {"KSVGOV", "ROMGOV", "TMPGOV", "UAF", "CHLLAB"} < set(rows)
    assert rows["KSVGOV"]["Actor2Code"] == "SRBGOV"
    united = rows["IGOUNO"]
    assert (united["Actor1KnownGroupCode"], united["Actor1Type1Code"]) == ("UNO", "IGO")
    assert rows["RUSMIL"]["Actor1Name"] == "RUSSIAN JETS 2"
    assert rows["CHLLAB"]["Actor2Code"] == rows["CHLLAB"]["Actor2Name"] == ""


def test_gdelts_mentions_stand_beside_its_events(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "20230517.export.CSV"
    rows = gdelt_rows(db, out)
    beside = tmp_path / "20230517.mentions.CSV"
    mentions = [
        dict(zip(gdelt.MENTION_COLUMNS, one.split("\t"), strict=True))
        for one in beside.read_text(encoding="utf8").splitlines()
    ]
    told = Counter(m["GLOBALEVENTID"] for m in mentions)
    assert told == {r["GLOBALEVENTID"]: int(r["NumMentions"]) for r in rows.values()}
    visits = [m for m in mentions if m["GLOBALEVENTID"] == rows["KENGOV"]["GLOBALEVENTID"]]
    assert {m["MentionIdentifier"] for m in visits} == {
        "https://e.org/visit",
        "https://f.org/again",
    }
    assert {(m["MentionType"], m["Confidence"], m["SentenceID"]) for m in visits} == {
        ("1", "90", "1")
    }
    assert gdelt.mentions_path(Path("a/events.tsv")) == Path("a/events.mentions.tsv")


def test_icews_has_names_of_countries_and_sectors(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tab"
    export_record(db, "icews", out)
    rows = {row["Source Name"]: row for row in named(out)}
    raid = rows["Russian jets 2"]
    assert (raid["Source Country"], raid["Source Sectors"]) == ("Russian Federation", "Military")
    assert (raid["CAMEO Code"], raid["Event Text"], raid["Intensity"]) == (
        "195",
        "Employ aerial weapons",
        "-9.5",
    )
    assert (raid["Target Country"], raid["City"], raid["Country"]) == ("Ukraine", "Kyiv", "Ukraine")
    assert (raid["Story ID"], raid["Sentence Number"], raid["Publisher"]) == ("raid", "1", "e.org")
    united = rows["United Nations"]
    assert (united["Source Country"], united["CAMEO Code"]) == ("", "070")
    assert united["Source Sectors"] == "International Government Organization"
    assert rows["William Ruto"]["Event Date"] == "2023-05-16"


def test_polecat_says_none_and_joins_lists(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    export_record(db, "polecat", out)
    rows = {row["Actor Country"]: row for row in named(out)}
    visit, charge = rows["KEN"], rows["KOS"]
    assert (visit["Event Type"], visit["Event Mode"], visit["Quad Code"]) == (
        "CONSULT",
        "visit",
        "VERBAL COOPERATION",
    )
    assert (visit["Actor Name"], visit["Actor Title"], visit["Actor Name Raw"]) == (
        "William Ruto",
        "president",
        "Ruto",
    )
    assert (visit["Actor COW"], visit["Recipient COW"], charge["Actor COW"]) == (
        "501",
        "510",
        "347",
    )
    assert (visit["GeoNames ID"], visit["Feature Type"], visit["Country"]) == (
        "161325",
        "PPL",
        "TZA",
    )
    assert (visit["Source"], visit["Publication Date"], visit["Version"]) == (
        "e.org",
        "2023-05-17",
        "Diurna 1",
    )
    assert (visit["Story People"], visit["Story Locations"]) == ("William Ruto", "Arusha")
    assert charge["Contexts"] == charge["Placename"] == charge["Latitude"] == "None"
    assert rows["RUS"]["Story Locations"] == "Kyiv; Arusha"
    assert (rows["UNO"]["Actor COW"], rows["UNO"]["Story Organizations"]) == (
        "None",
        "United Nations",
    )
    assert (rows["IGO"]["Actor Name"], rows["None"]["Primary Actor Sector"]) == ("NATO", "UAF")


def read(module: object, path: Path) -> tuple[list[ForeignEvent], list[str]]:
    faults: list[ForeignError] = []
    events = list(module.read(path, faults.append))  # type: ignore[attr-defined]
    return events, [f"{f.line}: {f.reason}" for f in faults]


def gdelt_line(**cells: str) -> str:
    given = {
        "GLOBALEVENTID": "1",
        "SQLDATE": "20150218",
        "EventCode": "042",
        "QuadClass": "1",
        "Actor1Code": "CHN",
    }
    return "\t".join((given | cells).get(name, "") for name in gdelt.COLUMNS)


def test_gdelts_faulty_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "faulty.CSV"
    lines = [
        gdelt_line(),
        "too\tfew",
        gdelt_line(GLOBALEVENTID="2", EventCode="42"),
        gdelt_line(GLOBALEVENTID="3", SQLDATE="20150231"),
        gdelt_line(GLOBALEVENTID="4", QuadClass="7"),
        gdelt_line(GLOBALEVENTID="5", GoldsteinScale="much"),
        gdelt_line(GLOBALEVENTID="6", NumMentions="99999999999"),
        "",
        gdelt_line(GLOBALEVENTID="7", Actor1Name='THE "REBELS" \udce9', EventCode="0251"),
        gdelt_line(GLOBALEVENTID=""),
    ]
    path.write_bytes("\r\n".join(lines).encode("utf8", "surrogateescape"))
    events, faults = read(gdelt, path)
    assert [e.id for e in events] == ["1", "7"]
    assert [f.partition(":")[0] for f in faults] == ["2", "3", "4", "5", "6", "7", "10"]
    assert faults[0] == "2: 2 columns instead of 61"
    assert "leading zero" in faults[1]
    assert (events[1].event, events[1].quad, events[1].code) == ("", 1, "0251")
    assert events[1].actor.name == 'THE "REBELS" \ufffd'


@pytest.mark.parametrize(
    ("given", "name", "code", "sector"),
    [
        ("USAGOV", "PRESIDENT", "USA", "GOV"),
        ("ROMMIL", "ROMANIA", "ROU", "MIL"),
        ("GZSREB", "HAMAS", "PSE", "REB"),
        ("IGOWSTNAT", "NATO", "NATO", "IGO"),
        ("IGO", "SHANGHAI COOPERATION ORGANISATION", "SCO", "IGO"),
        ("NGOHRIAMN", "AMNESTY INTERNATIONAL", "NGO", "NGO"),
        ("EUR", "EUROPE", "---", ""),
        ("REB", "REBEL", "---", "REB"),
        ("", "", "", ""),
    ],
)
def test_gdelts_actors_get_our_codes(
    tmp_path: Path, given: str, name: str, code: str, sector: str
) -> None:
    path = tmp_path / "one.CSV"
    path.write_text(gdelt_line(Actor1Code=given, Actor1Name=name), encoding="utf8")
    ((event,), _) = read(gdelt, path)
    assert (event.actor.code, event.actor.sector, event.actor.given) == (code, sector, given)


def icews_line(**cells: str) -> str:
    given = {"Event_ID": "7", "Event_Date": "2014-03-01", "CAMEO_Code": "193", "Intensity": "-10.0"}
    return "\t".join((given | cells).get(name.replace(" ", "_"), "") for name in icews.COLUMNS)


def test_icews_names_become_our_codes(tmp_path: Path) -> None:
    path = tmp_path / "events.tab"
    lines = [
        "\t".join(icews.COLUMNS),
        icews_line(Source_Name="Police (Congo)", Source_Sectors="Government,Police", Source_Country="Congo",
                   Target_Name="Citizen (Cote d'Ivoire)", Target_Country="Cote d'Ivoire"),
        icews_line(Event_ID="8", Source_Name="North Atlantic Treaty Organization", Target_Name="Nobody", Target_Country="Atlantis"),
        icews_line(Event_ID="9", Intensity="NULL", CAMEO_Code="020", Source_Name="Unspecified Actor"),
        icews_line(Event_ID="10", CAMEO_Code="1"),
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf8")
    events, faults = read(icews, path)
    first, second, third = events
    assert (first.actor.code, first.actor.sector, first.recipient.code) == ("COG", "GOV", "CIV")
    assert (first.event, first.modes, first.quad, first.score) == (
        "ASSAULT",
        ("firearms",),
        4,
        -10.0,
    )
    assert (second.actor.code, second.actor.sector, second.recipient.code) == ("NATO", "IGO", "---")
    assert (third.score, third.event, third.quad, third.recipient.code) == (None, "", 1, "")
    assert faults == ["5: CAMEO Code '1' is no code of CAMEO's (is a leading zero lost?)"]


def polecat_line(**cells: str) -> str:
    given = {
        "Event_ID": "a",
        "Event_Date": "2023-02-03",
        "Event_Type": "COERCE",
        "Event_Mode": "arrest; seize",
    }
    return "\t".join(
        (given | cells).get(name.replace(" ", "_"), "None") for name in polecat.COLUMNS
    )


def test_polecats_codes_numbers_and_quoted_cells_are_read(tmp_path: Path) -> None:
    path, quoted = tmp_path / "events.txt", tmp_path / "quoted.txt"
    lines = [
        "\t".join(polecat.COLUMNS),
        polecat_line(
            Actor_Country="KOS",
            Recipient_COW="260.0",
            Quad_Code="MATERIAL CONFLICT",
            Actor_Name="Kosovo",
        ),
        polecat_line(
            Actor_Country="EUR",
            Actor_Name="Ursula von der Leyen",
            Quad_Code="3",
            Event_Type="FIGHT",
        ),
        polecat_line(
            Actor_Country="IGO",
            Actor_Name="African Union",
            Recipient_Country="NGO",
            Recipient_Name="Oxfam",
        ),
        polecat_line(Event_Type="FIGHT"),
    ]
    path.write_text("\n".join(lines), encoding="utf8")
    events, faults = read(polecat, path)
    first, second, third = events
    assert (first.actor.code, first.recipient.code, first.recipient.given) == (
        "XKX",
        "DEU",
        "260.0",
    )
    assert (first.modes, first.quad, first.event) == (("arrest", "seize"), 4, "COERCE")
    assert (second.actor.code, second.quad, second.event, second.code) == ("EU", 3, "", "FIGHT")
    assert (third.actor.code, third.recipient.code, third.quad) == ("AU", "NGO", 4)
    assert len({e.part for e in events}) == 3, "rows of one identifier are told apart by the pair"
    assert faults == ["5: Event Type 'FIGHT' is none of PLOVER's, and there is no Quad Code"]
    cells = ["\t".join(f'"{cell}"' for cell in one.split("\t")) for one in lines]
    quoted.write_text("\ufeff" + "\n".join(cells), encoding="utf8")
    assert read(polecat, quoted) == (events, faults)
