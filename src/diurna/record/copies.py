"""Copies: one story printed by many papers.

A copy may have another headline, a cut tail, an added introduction, boilerplate, or a house's
spelling. So sentences are compared, not stories: each one's MinHash over shingles of three words is
cut into bands, and stories that share a band of any sentence are candidates (Broder, 1997;
Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, ch. 3). Candidates are copies when
most of the shorter one is told by the other too. A cluster is all that copies connect, in
whatever order they came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from rensa import RMinHash

from diurna.model import Story, digest
from diurna.record.outline import week_of

SHINGLE = 3
"""Words of a shingle."""
BANDS, ROWS = 3, 2
"""Bands of a sentence's sketch, and values in each: of sentences alike by half 58 % meet."""
WINDOW = timedelta(days=10)
"""How far apart copies are published at most."""
ALIKE = 0.5
"""The share of the shorter sentence's longer words that stand in its counterpart at least."""
SHARED = 0.65
"""The share of the shorter story's words in sentences that copies have in common at least."""
_FEWEST = 25
"""Words in the sentences of a story that can be told a copy."""
_SEED = 1959
_SHORTEST = 7
"""Words of a sentence that is compared."""
_TOLD = re.compile(
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand"
    r"|[mb]illion|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
"""Words that change from one day's report to the next day's."""
_WORD = re.compile(r"[^\W_]+")
_DATELINE = re.compile(r"^.{0,60}?\s[-–—]{1,2}\s")
_BREAK = re.compile(r"(?<=[.!?])[\"'”’]?\s+")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Sketch:
    """A story as finding its copies sees it: its sentences as words, short ones aside."""

    key: int
    published: date | None
    sentences: tuple[Words, ...]

    @cached_property
    def length(self) -> int:
        """The number of its words."""
        return sum(map(len, self.sentences))

    def bands(self) -> Iterator[int]:
        """Yield the bands of its sentences, 32 bits each."""
        for words in self.sentences:
            values = _minhash(words)
            for band in range(BANDS):
                rows = values[band * ROWS : (band + 1) * ROWS]
                yield int(digest(str(band), *map(str, rows))[:8], 16)

    @property
    def week(self) -> int:
        """Return the week of its publication."""
        return 0 if self.published is None else week_of(self.published)

    def weeks(self) -> range:
        """Return the weeks in which its copies are published."""
        if self.published is None:
            return range(1)
        return range(week_of(self.published - WINDOW), week_of(self.published + WINDOW) + 1)

    def tells(self, words: Words) -> bool:
        """Whether a sentence is told here too, with the same numbers."""
        asked = _longer(words)
        share, own = max(
            ((_overlap(asked, has), own) for own, has in self._sets), default=(0.0, ())
        )
        return share >= ALIKE and _agree(_numbers(words), _numbers(own))

    @cached_property
    def _sets(self) -> list[tuple[Words, frozenset[str]]]:
        return [(words, _longer(words)) for words in self.sentences]


def sketch(story: Story, key: int) -> Sketch:
    """Return the sketch of a story without boilerplate and dateline."""
    told = (story.text[p.start : p.end] for p in story.paragraphs if not p.boilerplate)
    sentences = (words for text in told for words in _sentences(text))
    return Sketch(key, story.published, tuple(s for s in sentences if len(s) >= _SHORTEST))


def similarity(one: Sketch, other: Sketch) -> float:
    """Return the share of the shorter one's words that stand in sentences the other has too.

    A sentence whose counterpart has other numbers or days is news of its own: the next day's
    toll, the next week's market report.
    """
    shorter, fuller = sorted((one, other), key=lambda s: (s.length, s.key))
    if shorter.length < _FEWEST or not _near(one, other):
        return 0.0
    told = sum(len(words) for words in shorter.sentences if fuller.tells(words))
    return told / shorter.length


def copies_among(stories: Sequence[Story]) -> list[int]:
    """Return for each of some stories the position of the first story of its cluster."""
    sketches = [sketch(story, key) for key, story in enumerate(stories)]
    bands: dict[int, set[int]] = {}
    for one in sketches:
        for band in one.bands():
            bands.setdefault(band, set()).add(one.key)
    met = {pair for keys in bands.values() for pair in combinations(sorted(keys), 2)}
    copies = [(a, b) for a, b in met if similarity(sketches[a], sketches[b]) >= SHARED]
    groups = connected(copies)
    return [min(groups.get(key, {key})) for key in range(len(stories))]


def connected(edges: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return for each key all that edges connect it with, itself among them."""
    groups: dict[int, set[int]] = {}
    for one, other in edges:
        joined = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(joined, joined))
    frozen = {id(g): frozenset(g) for g in groups.values()}
    return {key: frozen[id(g)] for key, g in groups.items()}


def _minhash(words: Words) -> list[int]:
    shingles = [" ".join(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)]
    sketched = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketched.update(shingles)
    return list(sketched.digest())


def _near(one: Sketch, other: Sketch) -> bool:
    if one.published is None or other.published is None:
        return one.published == other.published
    return abs(one.published - other.published) <= WINDOW


def _sentences(paragraph: str) -> Iterator[Words]:
    """Yield the words of a paragraph's sentences, roughly: copies are cut alike."""
    text = unicodedata.normalize("NFKC", _DATELINE.sub("", paragraph)).lower()
    for part in _BREAK.split(text):
        yield tuple(_WORD.findall(part.replace("’", "'").replace("'s ", " ")))


def _longer(words: Words) -> frozenset[str]:
    return frozenset(w for w in words if len(w) > 3)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def _numbers(words: Words) -> frozenset[str]:
    return frozenset(w for w in words if _TOLD.fullmatch(w))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one
