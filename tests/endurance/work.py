"""What an officer does all day, at random, with an outcome that is known before it is done."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Item, ItemPerson, Moment, Person, Trilingual
from desktop.domain.base import new_id
from desktop.store import delegations, records, soundness
from desktop.store.cipher import Key
from desktop.store.log import CREATED, DELETED, Author, Change
from desktop.store.office import OfficeFile
from desktop.store.tree import classes
from desktop.store.values import stored_columns, to_json

AUTHOR = Author("Ida Prøvesen", "office-1", "site-a")
DAY = date(2027, 4, 19)
TOKYO = "Asia/Tokyo"
_FIRST: dict[str, Engine] = {}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

# What is known of one row, and of all; in a patch None says that the row is gone.
Row = tuple[str, ...]
State = dict[str, Row]
Patch = dict[str, Row | None]
Work = Callable[[Session], None]


def clock() -> datetime:
    """A clock that stands still, which the change log must bear."""
    return NOW


def opened(path: Path, key: Key | None) -> OfficeFile:
    """The office as the program opens it, with its pages looked through."""
    office = OfficeFile.open(path, AUTHOR, clock, key=key)
    # SQLAlchemy compiles each statement once for an engine: a thousand openings would spend most
    # of their time on that, so all engines share what the first one knows.
    first = _FIRST.setdefault("engine", office._engine)
    for engine in (office._engine, office._writing):
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return office


def make_office(path: Path, passphrase: str | None = None) -> Key | None:
    """An office with one delegation, closed again; gives the key if there is one."""
    office = OfficeFile.create(path, AUTHOR, clock, passphrase=passphrase)
    with office.writing("create") as session:
        delegations.create(session, DAY)
    key = office.key
    office.close()
    return key


def state(session: Session) -> State:
    """Every person, item and participation that a file holds."""
    found: State = {}
    for person in session.scalars(select(Person)):
        found[person.id] = ("person", person.family, person.given)
    for item in session.scalars(select(Item)):
        found[item.id] = ("item", item.title.en, str(item.start.date), str(item.start.time))
    for link in session.scalars(select(ItemPerson)):
        found[link.id] = ("link", link.item_id, link.person_id)
    return found


def patched(before: State, patch: Patch) -> State:
    """The state after a patch."""
    after = {**before, **{key: row for key, row in patch.items() if row is not None}}
    return {key: row for key, row in after.items() if patch.get(key, row) is not None}


class Officer:
    """Does random actions in an open office and knows what each must leave behind.

    `before` is called with the patch of an action ahead of it, `after` once its commit has come
    back: whatever happens in between, the file must then hold either state, whole.
    """

    def __init__(
        self,
        office: OfficeFile,
        random: Random,
        before: Callable[[Patch], None] = lambda _patch: None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._office = office
        self._random = random
        self._before = before
        self._after = after
        self._done: list[Patch] = []
        self._undone: list[Patch] = []
        with office.reading() as session:
            self.state = state(session)
            self._trip = session.scalars(select(Delegation.id)).first() or ""

    def act(self) -> None:
        """Do one thing, which is one unit of the change log."""
        ways = [self._add_people, self._add_people, self._add_item, self._add_item]
        if self._of("person"):
            ways += [self._rename, self._rename]
        if self._of("item"):
            ways += [self._move, self._move, self._delete]
        if self._done:
            ways += [self._undo]
        if self._undone:
            ways += [self._redo, self._redo]
        self._random.choice(ways)()

    def _of(self, kind: str) -> list[str]:
        return [key for key, row in self.state.items() if row[0] == kind]

    def _some(self, kind: str, most: int) -> list[str]:
        known = self._of(kind)
        return self._random.sample(known, min(len(known), self._random.randint(1, most)))

    def _word(self) -> str:
        # Some are long, so that a row needs pages of its own.
        return f"{self._random.randrange(10**9)} 架空の名前 Ærø" * self._random.choice(
            [1, 1, 1, 60]
        )

    def _do(self, label: str, patch: Patch, work: Work) -> None:
        back: Patch = {key: self.state.get(key) for key in patch}
        self._before(patch)
        with self._office.writing(label) as session:
            work(session)
        self._after()
        self.state = patched(self.state, patch)
        self._done.append(back)
        self._undone.clear()

    def _add_people(self) -> None:
        rows = {
            new_id(): ("person", self._word(), str(number))
            for number in range(self._random.randint(1, 6))
        }

        def work(session: Session) -> None:
            for key, (_kind, family, given) in rows.items():
                records.add(session, Person(id=key, family=family, given=given))

        self._do("person.create", dict(rows), work)

    def _add_item(self) -> None:
        item, title, at = new_id(), self._word(), self._when()
        people = self._some("person", 8)
        links = {new_id(): ("link", item, person) for person in people}
        patch: Patch = {item: ("item", title, str(at.date), str(at.time)), **links}

        def work(session: Session) -> None:
            made = Item(id=item, title=Trilingual(en=title), start=at, delegation_id=self._trip)
            session.add(made)
            for key, (_kind, _item, person) in links.items():
                session.add(ItemPerson(id=key, item_id=item, person_id=person))

        self._do("item.create", patch, work)

    def _rename(self) -> None:
        rows = {
            key: ("person", self._word(), self.state[key][2]) for key in self._some("person", 9)
        }

        def work(session: Session) -> None:
            for key, (_kind, family, _given) in rows.items():
                records.update(session, Person, key, family=family)

        self._do("edit", dict(rows), work)

    def _move(self) -> None:
        times = {key: self._when() for key in self._some("item", 8)}
        patch: Patch = {
            key: ("item", self.state[key][1], str(at.date), str(at.time))
            for key, at in times.items()
        }

        def work(session: Session) -> None:
            for key, at in times.items():
                records.update(session, Item, key, start=at)

        self._do("item.move", patch, work)

    def _delete(self) -> None:
        item = self._random.choice(self._of("item"))
        gone: Patch = {
            key: None
            for key, row in self.state.items()
            if key == item or (row[0] == "link" and row[1] == item)
        }

        def work(session: Session) -> None:
            records.delete(session, records.get(session, Item, item))

        self._do("item.delete", gone, work)

    def _undo(self) -> None:
        self._turn(self._done, self._undone, self._office.undo)

    def _redo(self) -> None:
        self._turn(self._undone, self._done, self._office.redo)

    def _turn(self, out: list[Patch], into: list[Patch], turn: Callable[[], object]) -> None:
        patch = out[-1]
        back: Patch = {key: self.state.get(key) for key in patch}
        self._before(patch)
        turn()
        self._after()
        self.state = patched(self.state, patch)
        into.append(back)
        out.pop()

    def _when(self) -> Moment:
        day = DAY + timedelta(days=self._random.randrange(14))
        return Moment(day, time(self._random.randrange(24), self._random.randrange(60)), TOKYO)


@contextmanager
def office_at(path: Path, key: Key | None) -> Iterator[OfficeFile]:
    """The office, closed at the end."""
    office = opened(path, key)
    try:
        yield office
    finally:
        office.close()


def faults(session: Session) -> list[str]:
    """What is wrong in a file: its pages, its keys, or rows that its change log does not tell."""
    found = soundness.check(session)
    told = [] if found.is_sound else [f"not sound: {found}"]
    return told if is_logged(session) else [*told, "the log tells other rows"]


def is_logged(session: Session) -> bool:
    """Whether all rows are what the change log makes them; columns younger than it do not count."""
    rows, told = held(session), logged(session)
    return rows.keys() == told.keys() and all(
        rows[key].items() >= columns.items() for key, columns in told.items()
    )


def held(session: Session) -> dict[str, dict[str, object]]:
    """Every row of every kind, as the change log would write it."""
    found: dict[str, dict[str, object]] = {}
    for cls in classes().values():
        columns = stored_columns(inspect(cls))
        for entity in session.scalars(select(cls)):
            found[entity.id] = {key: to_json(getattr(entity, key)) for key in columns}
    return found


def logged(session: Session) -> dict[str, dict[str, object]]:
    """Every row that must be there if all that was logged is done again from the beginning."""
    found: dict[str, dict[str, object]] = {}
    steps = select(Change.action, Change.entity_id, Change.field, Change.after)
    for action, entity, field, after in session.execute(steps.order_by(Change.unit, Change.step)):
        if action == CREATED:
            found[entity] = json.loads(after)
        elif action == DELETED:
            del found[entity]
        else:
            found[entity][field] = json.loads(after)
    return found
