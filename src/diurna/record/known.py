"""Which stories the record may hold, at hand so that new ones cost no search among all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from diurna.record.tables import Tables


class Known:
    """Hashes of the identifiers of stories: 8 bytes each of those there, read at first use.

    An identifier whose hash is not among them is new; one whose hash is may be known. So what was
    added and then rolled back does no harm.
    """

    def __init__(self, tables: Tables):
        self._tables = tables
        self._kept: npt.NDArray[np.uint64] | None = None
        self._added: set[int] = set()

    def among(self, story_ids: Sequence[str]) -> list[str]:
        """Return those of some identifiers that may be known, and know them all from now on."""
        if self._kept is None:
            self._kept = self._tables.column("SELECT hash(story_id) FROM base.stories ORDER BY 1")
        hashes = self._tables.column("SELECT hash(unnest(?))", [list(story_ids)])
        at = np.searchsorted(self._kept, hashes)
        kept = np.zeros(len(hashes), bool)
        inside = at < len(self._kept)
        kept[inside] = self._kept[at[inside]] == hashes[inside]
        told = hashes.tolist()
        found = [
            name
            for name, one, there in zip(story_ids, told, kept, strict=True)
            if there or one in self._added
        ]
        self._added.update(told)
        return found
