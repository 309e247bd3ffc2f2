"""What encryption costs: commit, list and opening of an encrypted office against a plain one.

`python -m benchmarks.encryption [rounds] [items]`. Both offices hold the same; each round measures
one and then the other, so that what else the machine does falls on both alike.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import select

from desktop.domain import Delegation, Item, Moment, Person, Trilingual
from desktop.store import lists
from desktop.store.cipher import Key
from desktop.store.identify import check_sound
from desktop.store.keys import read_keys
from desktop.store.office import OfficeFile

PASSPHRASE = "quiet words for nobody"
ITEMS, A_VISIT = 100_000, 500
_ITEM, _SHOWN = Item.__table__.c, ("id", "title_en", "start_date", "status")


def fill(office: OfficeFile, items: int) -> None:
    """Visits of 500 items each, and one person."""
    for visit in range(max(1, items // A_VISIT)):
        with office.writing("create") as session:
            trip = Delegation(reference=f"DEL-{visit}", title=Trilingual(en=f"Visit {visit}"))
            session.add(trip)
            session.add_all(
                Item(delegation_id=trip.id, title=Trilingual(en=f"Item {n}"), start=Moment())
                for n in range(A_VISIT)
            )
    with office.writing("create") as session:
        session.add(Person(family="Demo"))


def commit(office: OfficeFile) -> None:
    """One edit of one field, which is what an officer does all day."""
    with office.writing("edit") as session:
        person = session.scalars(select(Person)).one()
        person.note = f"{len(person.note)} more"


def all_items(office: OfficeFile) -> None:
    """What a list of all items reads: plain columns, no entities."""
    with office.reading() as session:
        session.execute(select(*(_ITEM[name] for name in _SHOWN))).all()


def first_list(path: Path, key: Key | None) -> None:
    """Open without the check, which is done behind the window, and read a list."""
    office = OfficeFile.open(path, key=key, check=False)
    with office.reading() as session:
        lists.delegations(session, "")
    office.close()


def in_turn(
    plain: Callable[[], object], encrypted: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The medians of both in milliseconds of processor time, one measured right after the other."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, told in zip((plain, encrypted), times, strict=True):
            begin = time.process_time()
            work()
            if number:  # the first round is not counted
                told.append(1000 * (time.process_time() - begin))
    return median(times[0]), median(times[1])


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    items = int(sys.argv[2]) if len(sys.argv) > 2 else ITEMS
    with tempfile.TemporaryDirectory() as folder:
        plain = OfficeFile.create(Path(folder) / "plain.kakehashi")
        locked = OfficeFile.create(Path(folder) / "encrypted.kakehashi", passphrase=PASSPHRASE)
        offices = (plain, locked)
        for office in offices:
            fill(office, items)
        key = locked.key
        commits = in_turn(lambda: commit(plain), lambda: commit(locked), 20 * rounds)
        read = in_turn(lambda: all_items(plain), lambda: all_items(locked), rounds)
        for office in offices:
            office.close()

        def with_passphrase() -> None:
            first_list(locked.path, read_keys(locked.path).unlock(PASSPHRASE))

        cold = in_turn(
            lambda: first_list(plain.path, None), lambda: first_list(locked.path, key), rounds
        )
        unlocked = in_turn(lambda: first_list(plain.path, None), with_passphrase, rounds)
        behind = in_turn(
            lambda: check_sound(plain.path), lambda: check_sound(locked.path, key), rounds
        )
    sys.stdout.write(
        "| what | plain, ms | encrypted, ms | ratio | target |\n|---|---|---|---|---|\n"
    )
    for what, (theirs, ours), target in (
        ("commit of one field", commits, "1.2"),
        (f"a list of {items:,} items", read, "1.2"),
        ("open and read the first list, with the key", cold, "–"),
        ("the same, with the password", unlocked, "500 ms"),
        ("the quick check, behind the window", behind, "–"),
    ):
        ratio = ours / theirs
        sys.stdout.write(f"| {what} | {theirs:.1f} | {ours:.1f} | {ratio:.2f} | {target} |\n")


if __name__ == "__main__":
    main()
