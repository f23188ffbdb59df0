"""A backup is the record, whole and checked; restoring one never makes things worse."""

from __future__ import annotations

import re
import resource
import shutil
import stat
from pathlib import Path

import duckdb
import pytest

from diurna.errors import LockedError, RecordError
from diurna.record import back_up, open_record, restore
from tests.record.contents import contents, revisions, wrongs
from tests.record.processes import (
    FIRST,
    SECOND,
    WORLD,
    hold,
    import_visiting,
    in_child,
    put_second,
    put_second_and_die,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "r.duckdb"
    with open_record(path, command="read") as record:
        record.put(FIRST)
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made, tmp_path / "r.duckdb"))


def test_a_backup_is_the_record_and_can_be_asked_as_one(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "it's a backup.duckdb"
    copied = back_up(record, out)
    assert contents(out) == contents(record)
    assert revisions(out) == revisions(record)
    with open_record(out) as other:
        assert other.put(FIRST) == ["unchanged"] * len(FIRST)
        assert other.put(SECOND)
        assert wrongs(other) == []
        tables = other.sql("SELECT count(*) FROM duckdb_tables()")[1]
    assert tables == [(copied.tables,)]
    assert sorted(tmp_path.iterdir()) == sorted([record, out])


def test_a_backup_and_its_restoring_give_the_same_record(record: Path, tmp_path: Path) -> None:
    before = contents(record)
    back_up(record, tmp_path / "b.duckdb")
    put_second(record)
    assert contents(record) != before
    restore(tmp_path / "b.duckdb", record, force=True)
    assert contents(record) == before
    restore(tmp_path / "b.duckdb", tmp_path / "new.duckdb")
    assert contents(tmp_path / "new.duckdb") == before


def test_nothing_is_overwritten_unasked(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.duckdb"
    back_up(record, out)
    before = contents(out)
    put_second(record)
    with pytest.raises(RecordError, match=f"{out} exists: .* --force"):
        back_up(record, out)
    assert contents(out) == before
    with pytest.raises(RecordError, match=f"{record} exists: .* --force"):
        restore(out, record)
    back_up(record, out, force=True)
    assert contents(out) == contents(record) != before
    with pytest.raises(RecordError, match="are one file"):
        back_up(record, tmp_path / "." / "r.duckdb", force=True)


def test_what_is_not_there_is_named(record: Path, tmp_path: Path) -> None:
    none = tmp_path / "none.duckdb"
    with pytest.raises(RecordError, match=f"no record at {none}"):
        back_up(none, tmp_path / "b.duckdb")
    with pytest.raises(RecordError, match=f"no backup at {none}"):
        restore(none, record, force=True)
    with pytest.raises(RecordError, match=r"nowhere.* cannot be opened or written: No such file"):
        back_up(record, tmp_path / "nowhere" / "b.duckdb")


def test_a_backup_keeps_who_may_read_it(record: Path, tmp_path: Path) -> None:
    record.chmod(0o600)
    back_up(record, tmp_path / "b.duckdb")
    assert stat.S_IMODE((tmp_path / "b.duckdb").stat().st_mode) == 0o600


def test_what_a_killed_run_stored_last_is_in_the_backup(record: Path, tmp_path: Path) -> None:
    process = WORLD.Process(target=put_second_and_die, args=(record,))
    process.start()
    process.join()
    assert record.with_name("r.duckdb.wal").exists(), "stored, but not yet in the file"
    back_up(record, tmp_path / "b.duckdb")
    put_second(record)
    assert contents(tmp_path / "b.duckdb") == contents(record)


def test_what_a_killed_run_left_does_not_get_into_the_restored_record(
    record: Path, tmp_path: Path
) -> None:
    before = contents(record)
    back_up(record, tmp_path / "b.duckdb")
    process = WORLD.Process(target=put_second_and_die, args=(record,))
    process.start()
    process.join()
    restore(tmp_path / "b.duckdb", record, force=True)
    assert contents(record) == before
    assert sorted(tmp_path.iterdir()) == [tmp_path / "b.duckdb", record]


def test_a_damaged_record_is_not_backed_up_over_a_sound_backup(
    record: Path, tmp_path: Path
) -> None:
    out = tmp_path / "b.duckdb"
    back_up(record, out)
    before = contents(out)
    damage(record)
    with pytest.raises(RecordError, match=f"{record} .*damaged: restore a backup"):
        back_up(record, out, force=True)
    assert contents(out) == before
    restore(out, record, force=True)
    assert contents(record) == before


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_record_that_cannot_be_opened_any_more_is_restored(
    record: Path, tmp_path: Path, size: int
) -> None:
    back_up(record, tmp_path / "b.duckdb")
    record.write_bytes(record.read_bytes()[:size])
    restore(tmp_path / "b.duckdb", record, force=True)
    assert contents(record) == contents(tmp_path / "b.duckdb")


def test_a_faulty_backup_is_refused_and_the_record_stays(record: Path, tmp_path: Path) -> None:
    before = contents(record)
    faulty = tmp_path / "b.duckdb"
    back_up(record, faulty)
    damage(faulty)
    with pytest.raises(RecordError, match=f"{faulty} .*damaged: take another backup"):
        restore(faulty, record, force=True)
    faulty.write_text("no database", encoding="utf8")
    with pytest.raises(RecordError, match=f"{faulty} .*damaged: take another backup"):
        restore(faulty, record, force=True)
    faulty.unlink()
    with duckdb.connect(str(faulty)) as connection:
        connection.execute("CREATE TABLE t (x INTEGER)")
    with pytest.raises(RecordError, match=f"{faulty} is a DuckDB file but no record of Diurna"):
        restore(faulty, record, force=True)
    faulty.unlink()
    duckdb.connect(str(faulty)).close()
    with pytest.raises(RecordError, match=f"{faulty} is empty"):
        restore(faulty, record, force=True)
    assert contents(record) == before


def test_a_backup_of_a_newer_diurna_is_refused(record: Path, tmp_path: Path) -> None:
    newer = tmp_path / "b.duckdb"
    back_up(record, newer)
    with duckdb.connect(str(newer)) as connection:
        connection.execute("UPDATE base.meta SET value = '99'")
    with pytest.raises(RecordError, match=re.escape(f"{newer} has schema 99")):
        restore(newer, tmp_path / "new.duckdb")
    assert not (tmp_path / "new.duckdb").exists()


def test_a_record_in_use_is_neither_copied_nor_replaced(record: Path, tmp_path: Path) -> None:
    back_up(record, tmp_path / "b.duckdb")
    before = contents(record)
    held, done = WORLD.Event(), WORLD.Event()
    process = WORLD.Process(target=hold, args=(record, held, done))
    process.start()
    assert held.wait(30)
    with pytest.raises(LockedError, match=f"{record} is in use by another process"):
        back_up(record, tmp_path / "c.duckdb", patience=0.2)
    with pytest.raises(LockedError, match=f"{record} is in use by another process"):
        restore(tmp_path / "b.duckdb", record, force=True, patience=0.2)
    done.set()
    process.join()
    assert contents(record) == before
    assert sorted(tmp_path.iterdir()) == [tmp_path / "b.duckdb", record]


def test_a_record_is_copied_whole_while_a_long_run_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "r.duckdb"
    process = WORLD.Process(target=import_visiting, args=(path, 96))
    process.start()
    copies: list[Path] = []
    while process.is_alive():
        if path.exists():
            copies.append(tmp_path / f"{len(copies)}.duckdb")
            back_up(path, copies[-1])
    process.join()
    assert process.exitcode == 0
    for copy in copies:
        with open_record(copy, read_only=True) as record:
            assert wrongs(record) == []
    assert copies
    with open_record(path, read_only=True) as record:
        assert record.sql("SELECT count(*) FROM versions")[1] == [(96,)]


def back_up_on_a_full_disk(path: Path, out: Path) -> None:
    largest = path.stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    back_up(path, out, force=True)


def test_a_full_disk_leaves_the_earlier_backup(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.duckdb"
    back_up(record, out)
    before = contents(out)
    put_second(record)
    with pytest.raises(RecordError, match=f"{out} cannot be written, the disk is full"):
        in_child(back_up_on_a_full_disk, record, out)
    assert contents(out) == before
    assert sorted(tmp_path.iterdir()) == [out, record]


def damage(path: Path) -> None:
    """Change a byte in each block."""
    data = bytearray(path.read_bytes())
    for place in range(20_000, len(data), 4096):
        data[place] ^= 0xFF
    path.write_bytes(data)
