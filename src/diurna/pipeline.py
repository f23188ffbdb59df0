"""The pipeline: intake → reader → coder → record, in one place.

`read_files` is the whole of it for files; `code_story` for one story; the spaCy component
``diurna`` for a text.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from diurna import coder
from diurna.codebook import Additions, Codebook, load_codebook, read_additions
from diurna.errors import CodingError, IntakeError, LocatedError
from diurna.intake import Hints, expand, read_story
from diurna.model import Figure, Mention, Sentence, Story, digest
from diurna.reader import Reader, load_network, make_nlp, use_ud_tokenizer
from diurna.record import Arrival, Changes, Record, Stored, Visits, with_events
from diurna.settings import Settings

_KNOWLEDGE = {".csv", ".json", ".onnx", ".toml", ".zip"}
TOGETHER = 32
"""Stories stored in one transaction."""


@dataclass(frozen=True, slots=True)
class CodedStory:
    """A story with all that was read from it, and the seconds that reading and coding took."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    reading_s: float = 0.0
    coding_s: float = 0.0


@dataclass(slots=True)
class Summary:
    """What a run did: stories by what became of them, rejects by reason, seconds by stage."""

    stored: dict[Stored, int] = field(
        default_factory=lambda: {"new": 0, "updated": 0, "recoded": 0, "unchanged": 0}
    )
    stories: int = 0
    mentions: int = 0
    figures: int = 0
    rejects: list[LocatedError] = field(default_factory=list)
    seconds: dict[str, float] = field(
        default_factory=lambda: {"intake": 0.0, "reader": 0.0, "coder": 0.0, "record": 0.0}
    )


def read_files(
    paths: Iterable[Path],
    hints: Hints,
    settings: Settings,
    record: Visits | None,
    rejected: Callable[[LocatedError], None],
) -> Iterator[tuple[CodedStory, Summary]]:
    """Read files one after another; yield each coded story with the summary so far.

    A file that cannot be read goes to `rejected` and the summary, and the run goes on. With a
    record, stories are stored some at a time, and yielded when they are; while they are read and
    coded, others can use it.
    """
    summary = Summary()
    stories = _read_stories(paths, hints, settings, summary, rejected)
    if record is None:
        for story, path in stories:
            for coded in _coded_or_rejected(story, path, settings, summary, rejected):
                yield coded, summary
        return
    while some := list(islice(stories, TOGETHER)):
        for coded in _stored(some, settings, record, summary, rejected):
            yield coded, summary


def _read_stories(
    paths: Iterable[Path],
    hints: Hints,
    settings: Settings,
    summary: Summary,
    rejected: Callable[[LocatedError], None],
) -> Iterator[tuple[Story, Path]]:
    for path in expand(paths):
        began = time.perf_counter()
        try:
            story = read_story(path, hints, settings)
        except IntakeError as error:
            summary.rejects.append(error)
            rejected(error)
            continue
        summary.seconds["intake"] += time.perf_counter() - began
        yield story, path


def _stored(
    some: Sequence[tuple[Story, Path]],
    settings: Settings,
    record: Visits,
    summary: Summary,
    rejected: Callable[[LocatedError], None],
) -> Iterator[CodedStory]:
    """Code what the record does not have yet, store it, and give all with their events."""
    code_version = version(settings.codebook)
    began = time.perf_counter()
    with record.open() as opened:
        kept = opened.coded([story for story, _ in some], code_version)
    summary.seconds["record"] += time.perf_counter() - began
    arrivals: list[Arrival] = []
    for story, path in some:
        if found := kept.get((story.id, story.content_hash)):
            summary.stored["unchanged"] += 1
            _count(summary, _from_record(found))
            continue
        for coded in _coded_or_rejected(story, path, settings, summary, rejected):
            arrivals.append(_arrival(coded, code_version))
    if arrivals:
        began = time.perf_counter()
        with record.open() as opened:
            for outcome in opened.put(arrivals):
                summary.stored[outcome] += 1
            kept |= opened.coded([a.story for a in arrivals], code_version)
        summary.seconds["record"] += time.perf_counter() - began
    for story, _ in some:
        if found := kept.pop((story.id, story.content_hash), None):
            yield _from_record(found)


def recode(
    record: Record,
    settings: Settings,
    rejected: Callable[[LocatedError], None],
    stored: Callable[[int], None] = lambda _: None,
) -> Changes:
    """Code anew, from the texts that it keeps, what another version coded in a record.

    All of it in one transaction: the record changes at once or, if something fails, not at all.
    `stored` is told of stories done, as they are; a story that cannot be coded is kept as it was.
    """
    changes = Changes()
    code_version = version(settings.codebook)
    stories = record.uncoded(code_version)
    with record.recoding(changes) as rewrite:
        while some := list(islice(stories, TOGETHER)):
            arrivals = []
            for story in some:
                try:
                    coded = _coded_or_error(story, settings, Path(story.origin))
                except CodingError as error:
                    rejected(error)
                    continue
                arrivals.append(_arrival(coded, code_version))
            rewrite(arrivals)
            stored(len(some))
    return changes


def _arrival(coded: CodedStory, code_version: str) -> Arrival:
    return Arrival(coded.story, coded.sentences, coded.mentions, coded.figures, code_version)


def _from_record(kept: Arrival) -> CodedStory:
    return CodedStory(kept.story, kept.sentences, kept.mentions, kept.figures)


def _coded_or_rejected(
    story: Story,
    path: Path,
    settings: Settings,
    summary: Summary,
    rejected: Callable[[LocatedError], None],
) -> Iterator[CodedStory]:
    try:
        coded = _coded_or_error(story, settings, path)
    except CodingError as error:
        summary.rejects.append(error)
        rejected(error)
        return
    _count(summary, coded)
    yield coded


def _coded_or_error(story: Story, settings: Settings, path: Path) -> CodedStory:
    """Code a story; a fault of ours in one story must not end the run of all."""
    try:
        return code_story(story, settings)
    except Exception as error:
        reason = f"could not be coded: {type(error).__name__}: {error}; please report this"
        raise CodingError(reason, path) from error


def code_story(story: Story, settings: Settings | None = None) -> CodedStory:
    """Read and code one story."""
    return code_stories([story], settings)[0]


def code_stories(
    stories: Sequence[Story],
    settings: Settings | None = None,
    weighing: coder.Weighing | None = None,
) -> list[CodedStory]:
    """Read some stories in one pass of the reader, and code each.

    `weighing` says how far the coder believes the reader's heads.
    """
    chosen = settings or Settings()
    began = time.perf_counter()
    docs = [make_blank()(story.text) for story in stories]
    make_reader(chosen.batch, chosen.threads).annotate(docs)
    share = (time.perf_counter() - began) / max(1, len(stories))
    codebook = make_codebook(chosen.codebook)
    return [
        _coded(story, doc, share, codebook, weighing)
        for story, doc in zip(stories, docs, strict=True)
    ]


def _coded(
    story: Story,
    doc: Doc,
    reading_s: float,
    codebook: Codebook,
    weighing: coder.Weighing | None,
) -> CodedStory:
    began = time.perf_counter()
    boilerplate = [(p.start, p.end) for p in story.paragraphs if p.boilerplate]
    coding = coder.code(
        doc, story.id, story.published, codebook, boilerplate, weighing, story.published_at
    )
    mentions = with_events(coding.mentions, story.published)
    spent = time.perf_counter() - began
    return CodedStory(story, coding.sentences, mentions, coding.figures, reading_s, spent)


def _count(summary: Summary, coded: CodedStory) -> None:
    summary.stories += 1
    summary.mentions += len(coded.mentions)
    summary.figures += len(coded.figures)
    summary.seconds["reader"] += coded.reading_s
    summary.seconds["coder"] += coded.coding_s


@cache
def make_blank() -> Language:
    """Return the pipeline that only tokenises."""
    return make_nlp()


@cache
def make_reader(batch: int = 1, threads: int = 0) -> Reader:
    """Return the reader with the packaged weights, loaded once."""
    return Reader(load_network(None, threads), batch)


@cache
def read_own(paths: tuple[Path, ...]) -> Additions:
    """Return what the user's own dictionaries add, read once.

    Raises CodebookError when a file cannot be read; faulty entries are in its `faults`.
    """
    return read_additions(paths)


@cache
def make_codebook(paths: tuple[Path, ...] = ()) -> Codebook:
    """Return the codebook with the user's own files, loaded once."""
    own = load_codebook()
    return own.extended(read_own(paths)) if paths else own


@cache
def version(codebook: tuple[Path, ...] = ()) -> str:
    """Return the version that the record keeps beside each story.

    It names the program, its weights and its codebook, and files of the user's own: with another,
    `recode` codes the story anew.
    """
    parts = [metadata.version("diurna"), f"weights.{_digest('reader', 'weights')}"]
    parts.append(f"codebook.{_digest('codebook', 'data')}")
    if codebook:
        parts.append(f"own.{digest(*(p.read_text(errors='replace') for p in codebook))}")
    return "+".join(parts)


def _digest(*folder: str) -> str:
    """Return a digest of the files of a folder of the package."""
    found = hashlib.blake2b(digest_size=4)
    root = Path(__file__).parent.joinpath(*folder)
    for path in sorted(p for p in root.rglob("*") if p.suffix in _KNOWLEDGE):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()


class Component:
    """The spaCy component: annotates a Doc and sets ``doc._.mentions`` and ``doc._.figures``."""

    def __init__(self, batch: int, codebook: Codebook):
        self._batch = batch
        self._codebook = codebook

    def __call__(self, doc: Doc) -> Doc:
        """Read and code one Doc; ``doc._.published``, a day or a moment, anchors its dates."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """Read and code Docs, some at a time in one pass of the reader."""
        docs = iter(stream)
        while some := list(islice(docs, batch_size)):
            yield from self._work(some)

    def _work(self, docs: list[Doc]) -> Iterator[Doc]:
        make_reader(self._batch).annotate(docs)
        for doc in docs:
            said: date | None = doc._.published
            moment = said if isinstance(said, datetime) else None
            published = moment.date() if moment else said
            story_id = digest("text", doc.text)
            coding = coder.code(doc, story_id, published, self._codebook, published_at=moment)
            doc._.mentions = with_events(coding.mentions, published)
            doc._.figures = coding.figures
            yield doc


def _register() -> None:
    for name, default in (("published", None), ("mentions", ()), ("figures", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


@Language.factory(
    "diurna",
    default_config={"batch": 1, "codebook": []},
    assigns=["doc._.mentions", "doc._.figures", "doc.ents", "token.dep"],
)
def make_component(nlp: Language, name: str, batch: int, codebook: list[str]) -> Component:
    """Make the component for ``nlp.add_pipe("diurna")``; gives `nlp` UD's tokenising.

    `codebook` holds the paths of the user's own dictionaries and frames.
    """
    _register()
    use_ud_tokenizer(nlp)
    return Component(batch, make_codebook(tuple(Path(p) for p in codebook)))
