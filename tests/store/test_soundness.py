from contextlib import closing

import sqlcipher3.dbapi2 as sqlite

from desktop.store import soundness
from desktop.store.office import OfficeFile
from tests.store.kit import one_of_each


def test_what_the_program_wrote_is_sound(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(one_of_each())
    office.undo()
    office.redo()
    with office.reading() as session:
        found = soundness.check(session)
    assert found.is_sound
    assert (found.units, found.entries) == (3, len(one_of_each()))
    assert found.pages > len(one_of_each())


def test_what_was_done_behind_its_back_is_found(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(one_of_each())
    with closing(sqlite.connect(office.path)) as connection:
        connection.execute("DELETE FROM member")
        connection.execute("DELETE FROM person WHERE given = 'Hikaru'")
        connection.execute("UPDATE place SET id = lower(hex(randomblob(16))) WHERE iata = ''")
        connection.commit()
    with office.reading() as session:
        found = soundness.check(session)
    assert not found.is_sound
    assert "exchange" in found.dangling
    assert found.unlogged == ("place",)
