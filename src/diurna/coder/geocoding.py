"""Which of the places of a name a story means: *Paris, Texas*, *Tripoli* in a story of Lebanon.

In this order: what the words say holds it or stands beside it in a list; the countries, regions
and places that the story is about; and how much is spoken of it. A name means one place throughout
a story, but for where its words say another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from diurna.codebook import Gazetteer, PlaceWords, Site, place_key
from diurna.coder.placenames import PlaceNames

_COUNTRY = 3.0
"""What all of a story's countries being one is worth, in powers of ten of a town's people."""

_ANYWHERE = 0.5
"""The share of the story that is a sea's or continent's, which have no country."""

_REGION = 1.5
_BYNAME = 1.5
_IN_STATE = 3.0
_NEAR = 2.0
_NEAR_KM = {"region": 400.0, "sea": 1500.0, "area": 1500.0}
_TOWN_KM = 150.0
"""How far places of a story lie from each other, by kind; of towns, sites and all the rest."""

_INSIDE_KM = {"region": 1500.0, "district": 150.0, "island": 300.0}
"""How far a place may be from the middle of what holds it."""

_WIDE = {"state", "sea", "area"}
_LARGE = 1e5


class Geocoder:
    """Finds places for the names of one story."""

    def __init__(
        self, doc: Doc, gazetteer: Gazetteer, words: PlaceWords, counts: Mapping[str, int]
    ):
        """Take the story's Doc and how often it names each state."""
        self._gazetteer = gazetteer
        self._words = words
        self._names = PlaceNames(doc)
        self._listed: dict[str, tuple[Site, ...]] = {}
        self._anchors: dict[str, Site] = {}
        self._votes, self._regions = self._told(counts)
        self._total = sum(self._votes.values())
        self._known = self._settle()
        self._here = self._by_words()

    def locate(self, ent: DocSpan) -> Site | None:
        """Return the place that a named entity means, or None for one that is not listed."""
        return self._here.get(ent.start) or self._known.get(place_key(ent.text))

    def near(self, ent: DocSpan) -> Site | None:
        """Return the place that an unlisted name (a street, a school) is most likely in or near.

        It is the town that a landmark is called after, else the place below a state that stands
        nearest in the sentence, else the one that the story names most often.
        """
        return self._namesake(ent) or self._beside(ent)

    def _namesake(self, ent: DocSpan) -> Site | None:
        """Return the town of *Da Nang International Airport*: a large one, or one of the story."""
        if ent[-1].lower_ not in self._words.landmarks:
            return None
        for end in range(ent.end - 1, ent.start, -1):
            site = self._best(ent.doc[ent.start : end].text)
            if site is not None and site.kind == "town":
                told = site.weight >= _LARGE or site in self._known.values()
                return site if told else None
        return None

    def _beside(self, ent: DocSpan) -> Site | None:
        listed = [
            (other, site)
            for other in self._names
            if other != ent and (site := self.locate(other)) is not None and site.kind not in _WIDE
        ]
        counted = Counter(site for _, site in listed)
        here = [(abs(o.start - ent.start), s) for o, s in listed if o.sent == ent.sent]
        if here:
            site = min(here, key=lambda pair: pair[0])[1]
            return _commonest(counted, [s for s in counted if _is_part(s, site)]) or site
        return _commonest(counted, counted)

    def _candidates(self, name: str) -> tuple[Site, ...]:
        """Return the places of a name, also of one that a word for its kind ends."""
        if name not in self._listed:
            found = self._gazetteer.candidates(name)
            stem, _, last = name.rpartition(" ")
            kinds = self._words.divisions.get(last.lower(), ())
            if kinds and not found:
                found = tuple(s for s in self._gazetteer.candidates(stem) if s.kind in kinds)
            state = self._gazetteer.candidates(f"{name} State") if found else ()
            self._listed[name] = _without_namesakes((*found, *state), place_key(name))
        return self._listed[name]

    def _told(self, counts: Mapping[str, int]) -> tuple[Counter[str], set[tuple[str, str]]]:
        """Return how much the story speaks of each country, and the regions that it names.

        Countries by its states and names of one country only, regions by country and code.
        """
        votes: Counter[str] = Counter(counts)
        regions = set()
        for ent in self._names:
            candidates = self._candidates(ent.text)
            countries = {c.country for c in candidates}
            if len(countries) == 1:
                votes.update(countries - {""})
            regions |= {(c.country, c.admin1) for c in candidates if c.kind == "region"}
        return votes, {(country, code) for country, code in regions if code}

    def _settle(self) -> dict[str, Site]:
        """Return the place of each name by its key.

        First those that mean one place only have a say in what lies near, then all.
        """
        texts = {place_key(e.text): e.text for e in self._names}
        told = self._said()
        known = {k: f[0] for k, text in texts.items() if len(f := self._candidates(text)) == 1}
        for _ in range(2):
            self._anchors = {k: s for k, s in (known | told).items() if s.kind not in _WIDE}
            best = {key: self._best(text) for key, text in texts.items()}
            known = {k: s for k, s in best.items() if s is not None}
        return known | told

    def _said(self) -> dict[str, Site]:
        """Return the places of names that a region of the text is said to hold, always the same."""
        said: dict[str, set[Site]] = {}
        for ent in self._names:
            site = self._in_region(ent, self._holders(ent))
            if site is not None:
                said.setdefault(place_key(ent.text), set()).add(site)
        return {key: sites.pop() for key, sites in said.items() if len(sites) == 1}

    def _by_words(self) -> dict[int, Site]:
        """Return the places of names whose own words say which, by their first token."""
        found = {}
        for ent in self._names:
            holders = self._holders(ent)
            site = (
                self._in_list(ent) or self._in_region(ent, holders) or self._in_state(ent, holders)
            )
            if site is not None:
                found[ent.start] = site
        return found

    def _in_list(self, ent: DocSpan) -> Site | None:
        """Return the region of a name in a list of regions: *Oregon, Idaho and Washington*."""
        row = self._names.row(ent)
        if len(row) < 2:
            return None
        regions = [
            {c.country: c for c in self._candidates(e.text) if c.kind == "region"} for e in row
        ]
        shared = set.intersection(*map(set, regions))
        return regions[row.index(ent)][min(shared)] if shared else None

    def _in_region(self, ent: DocSpan, holders: Iterable[Site]) -> Site | None:
        """Return the place of a name that a region or district holds: *Paris, Texas*."""
        smaller = [h for h in holders if h.kind != "state"]
        key = place_key(ent.text)
        candidates = self._candidates(ent.text)
        by_right = [c for c in candidates if _is_own(c, key)] or candidates
        return self._most_likely([c for c in by_right if any(_holds(h, c) for h in smaller)], key)

    def _in_state(self, ent: DocSpan, holders: Iterable[Site]) -> Site | None:
        """Return the place of a name that a state is said to hold: *Tripoli in Lebanon*.

        That only speaks for its places: *Mexico, the United States and Canada* is a list.
        """
        candidates = self._candidates(ent.text)
        held = {c for c in candidates for h in holders if _holds(h, c)}
        return self._most_likely(candidates, place_key(ent.text), held) if held else None

    def _holders(self, ent: DocSpan) -> tuple[Site, ...]:
        holder = self._names.holder(ent)
        return self._candidates(holder.text) if holder is not None else ()

    def _best(self, name: str) -> Site | None:
        return self._most_likely(self._candidates(name), place_key(name))

    def _most_likely(
        self, candidates: Iterable[Site], key: str, held: Set[Site] = frozenset()
    ) -> Site | None:
        """Return the best of the places of a name; distances are taken of those that may win."""
        scored = [(self._score(s, key) + _IN_STATE * (s in held), s) for s in candidates]
        scored.sort(key=lambda pair: pair[0], reverse=True)
        best, most = None, -math.inf
        for score, site in scored:
            if score + _NEAR <= most:
                break
            full = score + _NEAR * self._nearness(site, key)
            if full > most:
                best, most = site, full
        return best

    def _score(self, site: Site, key: str) -> float:
        """Return how likely a place is meant, nearness aside."""
        score = math.log10(1 + site.weight)
        if site.kind in ("town", "region") and not _is_own(site, key):
            score -= _BYNAME
        if site.kind == "town" and (site.country, site.admin1) in self._regions:
            score += _REGION
        if not self._total:
            return score
        share = self._votes[site.country] / self._total if site.country else _ANYWHERE
        return score + _COUNTRY * share

    def _nearness(self, site: Site, key: str) -> float:
        """Return how near a place is to another of the story, between 0 and 1."""
        distances = (
            site.distance(a.latitude, a.longitude) for k, a in self._anchors.items() if k != key
        )
        return math.exp(-min(distances, default=math.inf) / _NEAR_KM.get(site.kind, _TOWN_KM))


def _commonest(counted: Counter[Site], sites: Iterable[Site]) -> Site | None:
    return max(sites, key=lambda s: (counted[s], s.weight, s.name), default=None)


def _is_part(site: Site, region: Site) -> bool:
    """Whether a place is known to lie in a region: one division, by GeoNames' code."""
    division = (region.country, region.admin1)
    return (
        region.kind == "region"
        and site.kind != "region"
        and region.admin1 != ""
        and (site.country, site.admin1) == division
    )


def _without_namesakes(sites: tuple[Site, ...], key: str) -> tuple[Site, ...]:
    """Return places without those of a state of their name: *Mexico* is no Mexico City.

    It is the other way round where only the town has that name by right (*Dubai*).
    """
    towns = {
        s.country for s in sites if s.kind == "town" and s.weight >= _LARGE and _is_own(s, key)
    }
    states = {
        s.country
        for s in sites
        if s.kind == "state" and (_is_own(s, key) or s.country not in towns)
    }
    return tuple(s for s in sites if (s.kind == "state") == (s.country in states))


def _is_own(site: Site, key: str) -> bool:
    """Whether a name is a place's usual one."""
    return place_key(site.name) == key


def _holds(holder: Site, site: Site) -> bool:
    """Whether a state, region or district can hold a place."""
    if holder.country != site.country or holder is site or site.kind == "state":
        return False
    if holder.kind == "state":
        return True
    if holder.kind not in _INSIDE_KM or site.kind in ("region", holder.kind):
        return False
    if holder.admin1 and site.admin1 and holder.admin1 != site.admin1:
        return False
    return site.distance(holder.latitude, holder.longitude) < _INSIDE_KM[holder.kind]
