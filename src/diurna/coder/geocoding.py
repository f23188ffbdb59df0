"""Which of the places of a name a story means: *Paris, Texas*, *Tripoli* in a story of Lebanon.

In this order: what the words say holds it, the countries and places that the story is about, and
how much is spoken of it. A name whose words do not say what holds it means one place throughout a
story.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from diurna.codebook import Gazetteer, Site, fold

_COUNTRY = 3.0
_BYNAME = 1.0
_NEAR = 2.0
_NEAR_KM = 300.0
_INSIDE_KM = 1500.0
_LOCAL = {"town", "district", "region", "island", "site"}
_KIND = re.compile(r" (City|Province|State|Governorate|District|County|Region|Town|Island)$")
_HOLDING = {",", "(", "in", "of"}
_POSSESSIVE = {"'s", "’s"}
_BETWEEN = {"DET", "ADJ"}


class Geocoder:
    """Finds places for the names of one story."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, counts: Mapping[str, int]):
        """Take the story's Doc and how often it names each state."""
        self._gazetteer = gazetteer
        self._names = [e for e in doc.ents if e.label_ == "LOC"]
        self._ending = {e.end: e for e in self._names}
        self._beginning = {e.start: e for e in self._names}
        self._votes = self._countries(counts)
        self._anchors = self._sure()
        self._known: dict[str, Site | None] = {}

    def locate(self, ent: DocSpan) -> Site | None:
        """Return the place that a named entity means, or None for one that is not listed."""
        candidates = self._candidates(ent.text)
        if not candidates:
            return None
        holders = self._holders(ent)
        if holders:
            held = [c for c in candidates if any(_holds(h, c) for h in holders)]
            if held:
                return max(held, key=lambda site: self._score(site, ent.text))
        key = fold(ent.text)
        if key not in self._known:
            self._known[key] = max(candidates, key=lambda site: self._score(site, key))
        return self._known[key]

    def near(self, ent: DocSpan) -> Site | None:
        """Return the place that an unlisted name (a street, a school) is most likely in or near.

        It is the place below a state that stands nearest in the sentence, else the one that the
        story names most often.
        """
        listed = [
            (other, site)
            for other in self._names
            if other != ent and (site := self.locate(other)) is not None and site.kind in _LOCAL
        ]
        here = [(abs(o.start - ent.start), s) for o, s in listed if o.sent == ent.sent]
        if here:
            return min(here, key=lambda pair: pair[0])[1]
        counted = Counter(site for _, site in listed)
        return max(counted, key=lambda s: (counted[s], s.weight, s.name), default=None)

    def _candidates(self, name: str) -> list[Site]:
        """Return the places of a name, also of one that a word for its kind ends."""
        return self._gazetteer.candidates(name) or self._gazetteer.candidates(
            _KIND.sub("", name, count=1)
        )

    def _score(self, site: Site, name: str) -> float:
        total = sum(self._votes.values())
        score = math.log10(1 + site.weight) - _BYNAME * (fold(site.name) != fold(name))
        score += _COUNTRY * self._votes[site.country] / total if total else 0.0
        near = any(
            0 < site.distance(a.latitude, a.longitude) < _NEAR_KM
            for a in self._anchors
            if a.name != site.name
        )
        return score + _NEAR * near

    def _countries(self, counts: Mapping[str, int]) -> Counter[str]:
        """Return how much the story speaks of each country, by its states and sure places."""
        votes: Counter[str] = Counter(counts)
        for ent in self._names:
            countries = {c.country for c in self._candidates(ent.text)}
            if len(countries) == 1:
                votes.update(countries - {""})
        return votes

    def _sure(self) -> list[Site]:
        """Return the places of names that mean one place only, states and areas aside."""
        found = []
        for ent in self._names:
            candidates = self._candidates(ent.text)
            if len(candidates) == 1 and candidates[0].kind not in ("state", "sea", "area"):
                found.append(candidates[0])
        return found

    def _holders(self, ent: DocSpan) -> list[Site]:
        """Return the places that the words around a name say it lies in.

        *Paris, Texas*; *Tripoli in northern Lebanon*; *Germany's Halle*.
        """
        doc = ent.doc
        found = None
        if ent.end + 1 < len(doc) and doc[ent.end].lower_ in _HOLDING:
            after = ent.end + 1
            while after < len(doc) and after < ent.end + 4 and doc[after].pos_ in _BETWEEN:
                after += 1
            found = self._beginning.get(after)
        elif ent.start >= 2 and doc[ent.start - 1].lower_ in _POSSESSIVE:
            found = self._ending.get(ent.start - 1)
        if found is None:
            return []
        return [*self._candidates(found.text), *self._gazetteer.candidates(f"{found.text} State")]


def _holds(holder: Site, site: Site) -> bool:
    """Whether a state or region can hold a place; a region's size is not known."""
    if holder.country != site.country or holder is site or site.kind == "state":
        return False
    if holder.kind == "state":
        return True
    near = site.distance(holder.latitude, holder.longitude) < _INSIDE_KM
    return holder.kind == "region" and site.kind != "region" and near
