"""Diurna reads news reports and records who did what to whom, when, where, according to whom.

    >>> import diurna
    >>> nlp = diurna.load()
    >>> doc = nlp("Kenya condemned the raid by Ethiopian troops.")
    >>> [m.event for m in doc._.mentions]
    ['ACCUSE', 'ASSAULT']

`read` reads files as the command line does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from diurna.pipeline import CodedStory

__all__ = ["load", "read"]


def load(*, actors: Iterable[str | Path] = ()) -> Language:
    """Return a spaCy pipeline that reads and codes English news.

    `actors` are dictionaries and frames of your own, as of ``diurna read --actors``.

    ``doc._.mentions`` and ``doc._.figures`` hold what it found. Dates such as "last week" need
    the day of the report, or its moment with the time zone: set ``doc._.published`` on
    ``nlp.make_doc(text)`` and call ``nlp(doc)``.
    """
    import spacy

    from diurna.pipeline import make_component  # noqa: F401  (registers the factory)

    nlp = spacy.blank("en")
    nlp.add_pipe("diurna", config={"codebook": [str(path) for path in actors]})
    return nlp


def read(
    *paths: str | Path,
    title: str = "",
    date: str = "",
    url: str = "",
    actors: Iterable[str | Path] = (),
) -> list[CodedStory]:
    """Return the stories of files in the reference format with their mentions and figures.

    With `title`, `date` (YYYY-MM-DD, or a moment as ISO 8601) or `url` the files are plain text;
    `actors` are dictionaries and frames of your own. Raises IntakeError for the first file that
    cannot be read.
    """
    from diurna.errors import FormatError, LocatedError
    from diurna.intake import Hints, read_moment
    from diurna.pipeline import read_files
    from diurna.settings import Settings

    def stop(error: LocatedError) -> None:
        raise error

    try:
        published, moment = read_moment(date) if date else (None, None)
    except ValueError as error:
        raise FormatError(f"{date!r} is no date: give YYYY-MM-DD") from error
    settings = Settings.from_environment()
    settings = replace(settings, codebook=(*settings.codebook, *map(Path, actors)))
    hints = Hints(title, published, url, moment)
    return [coded for coded, _ in read_files(map(Path, paths), hints, settings, None, stop)]
