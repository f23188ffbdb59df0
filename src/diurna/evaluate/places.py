"""Toponyms and their coordinates, in the XML formats of GeoWebNews and GeoVirus.

Source of the measures: Gritta, Pilehvar and Collier, "A pragmatic guide to geoparsing evaluation"
(Language Resources and Evaluation 2020): F1 of toponyms by their exact span, and the share of the
toponyms found whose coordinates are at most 161 km (100 miles) off.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna.codebook import Site, load_codebook
from diurna.coder import locate_names
from diurna.errors import FormatError
from diurna.evaluate.measures import Report, accuracy, f1
from diurna.reader import Reader, make_nlp

LITERAL = {"Literal", "Mixed", "Coercion", "Embedded_Literal", "Literal_Modifier"}
"""GeoWebNews's types of toponyms that mean a place."""

WITHIN_KM = 161.0


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym by its character offsets, and its coordinates in degrees if they are known.

    One that is not `counted` stands for no place (*the Kremlin said*): finding it is no fault.
    """

    start: int
    end: int
    point: tuple[float, float] | None
    counted: bool = True


def read_toponyms(path: Path) -> Iterator[tuple[str, list[GoldToponym]]]:
    """Yield the articles of a file with their toponyms.

    A toponym without offsets is left out. Raises FormatError when the file is no XML, or an article
    has no text.
    """
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        raise FormatError(f"no valid XML: {error}", path, error.position[0]) from error
    for number, article in enumerate(root.iter("article"), 1):
        text = article.findtext("text")
        if text is None:
            raise FormatError(f"article {number} has no <text>", path)
        try:
            nodes = [*article.iter("toponym"), *article.iter("location")]
            yield text, [t for node in nodes if (t := _toponym(node, text)) is not None]
        except ValueError as error:
            raise FormatError(f"article {number}: {error}", path) from error


def score_places(path: Path, reader: Reader) -> Report:
    """Score the names of places that the reader finds, and where the coder puts them."""
    report = Report(path.name)
    nlp, codebook = make_nlp(), load_codebook()
    articles = list(read_toponyms(path))
    docs = [nlp(text) for text, _ in articles]
    reader.annotate(docs)
    counts: list[tuple[int, int, int]] = []
    near: list[tuple[int, int]] = []
    for (text, gold), doc in zip(articles, docs, strict=True):
        found = {_bare(text, *span): site for span, site in locate_names(doc, codebook).items()}
        wanted = {_bare(text, g.start, g.end): g for g in gold if g.counted}
        aside = [g for g in gold if not g.counted]
        both = wanted.keys() & found.keys()
        wrong = [s for s in found.keys() - both if not any(_overlap(s, g) for g in aside)]
        counts.append((len(both), len(wrong), len(wanted) - len(both)))
        for span in sorted(both):
            point, site = wanted[span].point, found[span]
            if point is None:
                continue
            off = None if site is None else site.distance(*point)
            near.append((int(off is not None and off <= WITHIN_KM), 1))
            if off is None or off > WITHIN_KM:
                report.errors.append(f"{text[slice(*span)]}: {_told(site, point)}")
        missed = sorted(text[slice(*s)] for s in wanted.keys() - both)
        if missed or wrong:
            extra = sorted(text[slice(*s)] for s in wrong)
            report.errors.append(f"missed: {', '.join(missed)}; wrong: {', '.join(extra)}")
    report.scores = [f1("toponym F1", counts), accuracy("accuracy@161 km", near)]
    return report


def _told(site: Site | None, point: tuple[float, float]) -> str:
    gold = f"gold at {point[0]:.1f}, {point[1]:.1f}"
    if site is None:
        return f"not listed; {gold}"
    return f"{site.name}, {site.country}, {site.distance(*point):,.0f} km off; {gold}"


def _toponym(node: ET.Element, text: str) -> GoldToponym | None:
    start, end = int(node.findtext("start") or -1), int(node.findtext("end") or -1)
    if start < 0 or end <= start:
        return None
    name = node.findtext("extractedName") or node.findtext("name") or ""
    if text[start - 1 : end - 1] == name:  # GeoVirus counts from 1
        start, end = start - 1, end - 1
    latitude = node.findtext("latitude") or node.findtext("lat")
    longitude = node.findtext("longitude") or node.findtext("lon")
    point = (float(latitude), float(longitude)) if latitude and longitude else None
    kind = node.findtext("type")
    return GoldToponym(start, end, point, kind is None or kind in LITERAL)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the article before and the possessive behind a name."""
    words = text[start:end]
    if words.lower().startswith("the "):
        start += 4
    for suffix in ("'s", "’s"):
        if words.endswith(suffix):
            end -= len(suffix)
    return start, end


def _overlap(span: tuple[int, int], gold: GoldToponym) -> bool:
    return span[0] < gold.end and gold.start < span[1]
