import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain import Delegation, Person, Trilingual
from desktop.errors import Problem
from desktop.store import salvage as module
from desktop.store import soundness
from desktop.store.backups import verify
from desktop.store.cipher import Key, connected
from desktop.store.keys import keys_path, read_keys
from desktop.store.migrate import upgrade
from desktop.store.office import OfficeFile
from desktop.store.salvage import Salvaged, salvage
from tests.store.kit import AUTHOR, digests, one_of_each, rows

DATA = Path(__file__).parents[1] / "data"
PAGE = 4096


class Small:
    """A closed office file with something of each kind, and its bytes."""

    def __init__(self, folder: Path, passphrase: str | None) -> None:
        self.path = folder / "office.kakehashi"
        office = OfficeFile.create(self.path, AUTHOR, passphrase=passphrase)
        with office.writing("create") as session:
            session.add_all(one_of_each())
        with office.writing("create") as session:
            session.add_all(Person(given=f"Guest {number}") for number in range(100))
        with office.writing("edit") as session:
            session.query(Delegation).one().title = Trilingual(en="Visit")
        self.key = office.key
        office.close()
        self.whole = self.path.read_bytes()
        self.pages = len(self.whole) // PAGE
        fresh = folder / "fresh"
        fresh.touch()
        upgrade(fresh, key=self.key)
        self.fresh = fresh.read_bytes()
        with connected(self.path, self.key) as connection:
            self.roots: dict[str, int] = dict(
                connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall()
            )

    def damaged(self, path: Path, page: int, content: bytes) -> Path:
        """The file with one page, counted from 1, written over."""
        at = (page - 1) * PAGE
        path.write_bytes(self.whole[:at] + content + self.whole[at + PAGE :])
        if self.key is not None:
            shutil.copy(keys_path(self.path), keys_path(path))
        return path


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return Small(tmp_path_factory.mktemp("plain"), None)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Small:
    return Small(tmp_path_factory.mktemp("secret"), "correct horse")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[Small], None]:
    """Have no migrations run for each fresh file: they always make the same one."""

    def use(small: Small) -> None:
        def copied(path: Path, key: Key | None = None) -> None:
            path.write_bytes(small.fresh)

        monkeypatch.setattr(module, "upgrade", copied)

    return use


def check(path: Path, key: Key | None) -> None:
    """A salvaged file opens and is sound in every way."""
    verify(path, key)
    office = OfficeFile.open(path, AUTHOR, key=key)
    with office.reading() as session:
        assert soundness.check(session).is_sound
    with office.writing("create") as session:
        session.add(Person(given="Next"))
    assert office.undo() == ("create", {})
    office.close()


def total(saved: Salvaged) -> int:
    return sum(saved.rows.values())


def each_page_damaged(small: Small, folder: Path, pages: Iterator[int]) -> list[Salvaged | None]:
    found: list[Salvaged | None] = []
    noise = random.Random(1)
    for page in pages:
        content = bytes(PAGE) if page % 3 == 0 else noise.randbytes(PAGE)
        damaged = small.damaged(folder / "damaged.kakehashi", page, content)
        target = folder / f"out-{page}.kakehashi"
        try:
            saved = salvage(damaged, target, small.key)
        except Problem as problem:
            if problem.code != "salvage_nothing" or target.exists():
                raise
            found.append(None)
            continue
        check(target, small.key)
        target.unlink()
        keys_path(target).unlink(missing_ok=True)
        found.append(saved)
    return found


def test_a_sound_file_comes_out_whole_and_stays_as_it_is(plain: Small, tmp_path: Path) -> None:
    before = digests(plain.path.parent)
    target = tmp_path / "saved.kakehashi"
    saved = salvage(plain.path, target, None)
    assert rows(target) == rows(plain.path)
    assert (saved.lost, saved.actions) == ({}, 3)
    assert saved.rows["person"] == 102
    assert digests(plain.path.parent) == before
    assert [one.name for one in tmp_path.iterdir()] == [target.name]


def test_whichever_page_is_damaged_what_comes_out_is_sound(
    plain: Small, secret: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    for small, step in ((plain, 43), (secret, 61)):
        quick(small)
        found = each_page_damaged(small, tmp_path, iter(range(1, small.pages + 1, step)))
        # Without its first page a file tells nothing of where its tables begin.
        assert found[0] is None
        assert all(saved is not None for saved in found[1:])


@pytest.mark.extended
def test_each_page_in_turn(
    plain: Small, secret: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    for small in (plain, secret):
        quick(small)
        whole = total(salvage(small.path, tmp_path / "whole.kakehashi", small.key))
        (tmp_path / "whole.kakehashi").unlink()
        keys_path(tmp_path / "whole.kakehashi").unlink(missing_ok=True)
        found = each_page_damaged(small, tmp_path, iter(range(1, small.pages + 1)))
        saved = [0 if one is None else total(one) for one in found]
        # The log holds what a table loses, and a table what the log loses.
        assert sum(count == whole for count in saved) > 0.9 * len(saved)


@pytest.mark.parametrize("kind", ["person", "delegation", "organisation", "office"])
def test_what_a_table_lost_is_made_again_from_the_change_log(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None], kind: str
) -> None:
    quick(plain)
    damaged = plain.damaged(tmp_path / "damaged.kakehashi", plain.roots[kind], bytes(PAGE))
    target = tmp_path / "saved.kakehashi"
    saved = salvage(damaged, target, None)
    assert saved.lost == {}
    assert rows(target) == rows(plain.path)


def test_what_the_change_log_lost_begins_there_again(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(plain)
    damaged = plain.damaged(tmp_path / "damaged.kakehashi", plain.roots["unit"], bytes(PAGE))
    target = tmp_path / "saved.kakehashi"
    saved = salvage(damaged, target, None)
    assert saved.lost == {}
    assert rows(target) == rows(plain.path)
    check(target, None)


def test_what_is_lost_in_both_is_told_and_what_needs_it_goes_along(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(plain)
    damaged = tmp_path / "damaged.kakehashi"
    content = bytearray(plain.whole)
    for name in ("delegation", "change"):
        at = (plain.roots[name] - 1) * PAGE
        content[at : at + PAGE] = bytes(PAGE)
    damaged.write_bytes(content)
    saved = salvage(damaged, tmp_path / "saved.kakehashi", None)
    assert saved.lost["delegation"] == 1
    assert saved.lost["group"] == 1
    assert saved.rows["exchange"] == 1
    check(tmp_path / "saved.kakehashi", None)


def test_a_file_that_was_cut_short_gives_what_comes_before(
    plain: Small, secret: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    for number, small in enumerate((plain, secret)):
        quick(small)
        damaged = tmp_path / f"damaged-{number}.kakehashi"
        damaged.write_bytes(small.whole[: small.pages * 9 // 10 * PAGE - 100])
        target = tmp_path / f"saved-{number}.kakehashi"
        saved = salvage(damaged, target, small.key)
        assert total(saved) > 20
        check(target, small.key)


def test_a_damaged_page_of_the_schema_costs_only_what_began_there(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(plain)
    # The first page tells where the pages of the schema are; the first of them has the log.
    at = int.from_bytes(plain.whole[112:114], "big")
    page = int.from_bytes(plain.whole[at : at + 4], "big")
    damaged = plain.damaged(tmp_path / "damaged.kakehashi", page, bytes(PAGE))
    saved = salvage(damaged, tmp_path / "saved.kakehashi", None)
    assert "person" not in saved.rows
    assert saved.rows["delegation"] == saved.rows["exchange"] == 1
    check(tmp_path / "saved.kakehashi", None)


def test_a_broken_index_costs_nothing(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(plain)
    page = plain.roots["sqlite_autoindex_person_1"]
    damaged = plain.damaged(tmp_path / "damaged.kakehashi", page, bytes(PAGE))
    saved = salvage(damaged, tmp_path / "saved.kakehashi", None)
    assert saved.lost == {}
    assert rows(tmp_path / "saved.kakehashi") == rows(plain.path)


def test_values_that_cannot_be_are_left_out(
    plain: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(plain)
    damaged = plain.damaged(tmp_path / "damaged.kakehashi", 1, plain.whole[:PAGE])
    with connected(damaged, None) as connection:
        connection.execute("UPDATE permit SET issued = 'yesterday'")
        connection.execute("UPDATE person SET given = CAST(x'ff41' AS TEXT) WHERE given = 'Ida'")
        connection.commit()
    saved = salvage(damaged, tmp_path / "saved.kakehashi", None)
    assert saved.lost == {"permit": 1}
    check(tmp_path / "saved.kakehashi", None)


def test_an_older_file_is_salvaged_into_todays_schema(tmp_path: Path) -> None:
    content = bytearray((DATA / "office-schema-1.kakehashi").read_bytes())
    damaged = tmp_path / "old.kakehashi"
    damaged.write_bytes(content)
    with connected(damaged, None) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'member'"
        ).fetchone()
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    damaged.write_bytes(content)
    target = tmp_path / "saved.kakehashi"
    saved = salvage(damaged, target, None)
    assert saved.rows["person"] == 2
    check(target, None)


def test_an_encrypted_file_stays_encrypted_with_its_key_file(
    secret: Small, tmp_path: Path, quick: Callable[[Small], None]
) -> None:
    quick(secret)
    target = tmp_path / "saved.kakehashi"
    # A try that was killed before its end left the same key file; another one is in the way.
    keys_path(target).write_bytes(b"another")
    with pytest.raises(Problem, match="file_exists"):
        salvage(secret.path, target, secret.key)
    shutil.copy(keys_path(secret.path), keys_path(target))
    assert salvage(secret.path, target, secret.key).lost == {}
    assert read_keys(target) == read_keys(secret.path)
    with pytest.raises(Problem, match="salvage_nothing"):
        salvage(secret.path, tmp_path / "other.kakehashi", Key.new())


def test_nothing_is_overwritten_and_nothing_made_of_nothing(plain: Small, tmp_path: Path) -> None:
    taken = tmp_path / "taken.kakehashi"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(Problem, match="file_exists"):
        salvage(plain.path, taken, None)
    assert taken.read_text(encoding="utf-8") == "mine"
    letter = tmp_path / "letter.kakehashi"
    letter.write_text("no database", encoding="utf-8")
    with pytest.raises(Problem, match="salvage_nothing"):
        salvage(letter, tmp_path / "saved.kakehashi", None)
    with pytest.raises(Problem, match="file_unwritable"):
        salvage(tmp_path / "missing.kakehashi", tmp_path / "saved.kakehashi", None)
    assert not (tmp_path / "saved.kakehashi").exists()
