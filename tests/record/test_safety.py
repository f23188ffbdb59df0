"""Nothing lost, nothing doubled: whatever happens to the process, the disk or the file."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from diurna.errors import LockedError, QueryError, RecordError
from diurna.record import Visits, back_up, open_record
from tests.record.contents import contents, revisions, wrongs
from tests.record.many import batches
from tests.record.processes import (
    FIRST,
    SECOND,
    STORIES,
    WORLD,
    as_nobody,
    count_stories,
    create_and_die,
    hold,
    import_open,
    import_reopening,
    import_visiting,
    in_child,
    put_on_a_full_disk,
    put_second,
)

KILLS = 50


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of all stories, imported undisturbed."""
    path = tmp_path_factory.mktemp("whole") / "r.duckdb"
    import_open(path)
    return path


@pytest.fixture(scope="module")
def dense(whole: Path) -> bytes:
    """Return the bytes of a record without free space."""
    out = whole.with_name("dense.duckdb")
    back_up(whole, out)
    return out.read_bytes()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "r.duckdb"
    with open_record(path) as record:
        record.put(FIRST)
    return path


@pytest.fixture
def first(small: Path, tmp_path: Path) -> Path:
    """Return a record of a few stories."""
    return Path(shutil.copyfile(small, tmp_path / "r.duckdb"))


@contextmanager
def another_process_in(path: Path) -> Iterator[int]:
    """Keep a record open for writing in another process; yields its number."""
    held, done = WORLD.Event(), WORLD.Event()
    process = WORLD.Process(target=hold, args=(path, held, done))
    process.start()
    assert held.wait(30)
    try:
        assert process.pid
        yield process.pid
    finally:
        done.set()
        process.join()


def test_a_run_killed_again_and_again_leaves_the_record_of_an_undisturbed_one(
    whole: Path, tmp_path: Path
) -> None:
    rng = random.Random()
    expected = contents(whole)
    kills = finished = 0
    path = tmp_path / "0.duckdb"
    while kills < KILLS:
        run = import_open if kills % 2 else import_reopening
        process = WORLD.Process(target=run, args=(path,))
        process.start()
        process.join(rng.uniform(0, 0.5))
        if process.is_alive():
            process.kill()
            process.join()
            kills += 1
        if path.exists():
            with open_record(path, read_only=kills % 3 == 0) as record:
                assert wrongs(record) == []
        if process.exitcode == 0:
            finished += 1
            assert contents(path) == expected
            path = tmp_path / f"{finished}.duckdb"
    import_open(path)
    assert contents(path) == expected


def test_a_run_killed_while_it_makes_the_record_leaves_none(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    process = WORLD.Process(target=create_and_die, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not path.exists()
    put_second(path)
    assert count_stories(path) > 0


def test_the_same_input_again_changes_nothing(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    shutil.copyfile(whole, path)
    before = contents(path), revisions(path)
    with open_record(path) as record:
        for some in batches(STORIES):
            assert set(record.put(some)) == {"unchanged"}
    assert (contents(path), revisions(path)) == before


def test_a_full_disk_keeps_what_was_stored(first: Path, tmp_path: Path) -> None:
    before = contents(first)
    with open_record(shutil.copyfile(first, tmp_path / "both.duckdb")) as record:
        record.put(SECOND)
    after = contents(tmp_path / "both.duckdb")
    seen = set()
    for left in (0, 20_000, 1_000_000):
        path = Path(shutil.copyfile(first, tmp_path / f"{left}.duckdb"))
        try:
            in_child(put_on_a_full_disk, path, left - path.stat().st_size)
        except RecordError as error:
            assert f"{path} cannot be written, the disk is full: make room" in str(error)
            assert contents(path) == before
            seen.add("refused")
        else:
            assert contents(path) == after
            seen.add("stored")
        put_second(path)
        assert contents(path) == after
    assert seen == {"refused", "stored"}


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder that every user can enter, as pytest's are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.mark.skipif(os.name == "nt", reason="permissions are not of this kind on Windows")
def test_a_file_or_folder_that_cannot_be_written_is_told_and_can_be_read(
    first: Path, shared: Path
) -> None:
    path = Path(shutil.copyfile(first, shared / "r.duckdb"))
    before = contents(path)
    path.chmod(0o444)
    with pytest.raises(RecordError, match=f"{path} .*permission denied: look at"):
        in_child(as_nobody, put_second, path)
    path.chmod(0o666)
    shared.chmod(0o555)
    with pytest.raises(RecordError, match=f"{path} .*permission denied: look at"):
        in_child(as_nobody, put_second, path)
    assert in_child(as_nobody, count_stories, path) == len(before["stories"])
    new = shared / "new.duckdb"
    with pytest.raises(RecordError, match=f"{new} cannot be opened or written: Permission denied"):
        in_child(as_nobody, put_second, new)
    assert contents(path) == before
    assert list(shared.iterdir()) == [path]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_record_in_use_says_by_whom_after_a_while(first: Path, read_only: bool) -> None:
    before = contents(first)
    with another_process_in(first) as number:
        began = time.monotonic()
        with (
            pytest.raises(LockedError, match=rf"in use by another process \(PID {number}\): wait"),
            open_record(first, read_only=read_only, patience=0.5),
        ):
            pass
        assert 0.5 <= time.monotonic() - began < 5
    assert contents(first) == before


def test_who_finds_the_record_in_use_waits_for_it(first: Path) -> None:
    held, done = WORLD.Event(), WORLD.Event()
    process = WORLD.Process(target=hold, args=(first, held, done))
    process.start()
    assert held.wait(30)
    waiting = WORLD.Pool(1)
    with waiting:
        answer = waiting.apply_async(count_stories, (first,))
        time.sleep(0.3)
        assert not answer.ready()
        done.set()
        assert answer.get(30) > 0
    process.join()


def test_a_long_run_lets_others_in(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    process = WORLD.Process(target=import_visiting, args=(path, 128))
    process.start()
    seen = set()
    while process.is_alive():
        if path.exists():
            with open_record(path, read_only=True) as record:
                assert wrongs(record) == []
                seen.add(record.sql("SELECT count(*) FROM versions")[1][0][0])
        time.sleep(0.05)
    process.join()
    assert process.exitcode == 0
    assert len(seen) > 2
    with open_record(path, read_only=True) as record:
        assert record.sql("SELECT count(*) FROM base.runs")[1] == [(1,)]
        assert record.sql("SELECT count(*) FROM base.revisions")[1] == [(4,)]


def test_a_run_goes_on_when_another_record_was_put_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    visits = Visits(path, command="read")
    with visits.open() as record:
        record.put(FIRST)
    path.unlink()
    with visits.open() as record:
        record.put(SECOND)
        assert wrongs(record) == []
        assert record.sql("SELECT command FROM base.runs")[1] == [("read",)]


def test_what_is_left_of_a_record_that_is_gone_is_not_taken_for_another_one(
    tmp_path: Path,
) -> None:
    left = tmp_path / "r.duckdb.wal"
    left.write_bytes(b"something not yet in the file")
    with (
        pytest.raises(RecordError, match=r"r\.duckdb\.wal is left from a record that is gone"),
        open_record(tmp_path / "r.duckdb"),
    ):
        pass
    assert left.exists()


def read_all(path: Path) -> None:
    with open_record(path, read_only=True) as record:
        for (table,) in record.sql("SELECT schema_name || '.' || table_name FROM duckdb_tables()")[
            1
        ]:
            record.sql(f"SELECT sum(hash(t)) FROM {table} t")


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.002, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_refused(dense: bytes, tmp_path: Path, share: float) -> None:
    path = tmp_path / "r.duckdb"
    path.write_bytes(dense[: int(len(dense) * share)])
    for use in (read_all, put_second):
        with pytest.raises(RecordError, match=f"{path} .*damaged: restore a backup"):
            use(path)


def test_a_file_with_wrong_bytes_is_refused_where_they_matter(dense: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    refused = 0
    places = [0, 8, 100, 12_300, *range(20_000, len(dense), len(dense) // 20)]
    for place in places:
        wrong = bytearray(dense)
        wrong[place : place + 64] = bytes(b ^ 0xFF for b in dense[place : place + 64])
        path.write_bytes(wrong)
        try:
            read_all(path)
        except RecordError as error:
            assert f"{path} cannot be opened or read, it is damaged: restore" in str(error)
            refused += 1
    assert refused > len(places) / 2


def test_damage_is_told_by_whatever_meets_it(dense: bytes, tmp_path: Path) -> None:
    """Some blocks are read by some questions only, and some by none."""
    path = tmp_path / "r.duckdb"
    data = bytearray(dense)
    for place in range(300_000, len(data), 4096):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with (
        pytest.raises(RecordError, match="damaged: restore a backup"),
        open_record(path, read_only=True) as record,
    ):
        record.story(STORIES[0].story.id + "0")
    with pytest.raises(RecordError, match="damaged: restore a backup"):
        put_second(path)


def test_a_failing_statement_of_a_user_is_not_taken_for_damage(first: Path) -> None:
    with (
        open_record(first, read_only=True) as record,
        pytest.raises(QueryError, match=r"none\.csv"),
    ):
        record.sql("SELECT * FROM 'none.csv'")
