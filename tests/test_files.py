"""Names that every system takes, zips that do not change, folders that nobody can redirect."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from desktop.errors import Problem
from desktop.files import Part, distinct, file_name, taken, write_part, zipped


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("DEL-2027-001 Mette Prøvesen", "DEL-2027-001 Mette Prøvesen.ics"),
        ("Besøg: Kyoto/Osaka\n", "Besøg Kyoto Osaka.ics"),
        ("con", "kakehashi con.ics"),
        ("COM¹", "kakehashi COM¹.ics"),
        ("  . ", "kakehashi.ics"),
        ("e\u0301\u200e\u202egnp", "égnp.ics"),
        ("a\x85b\u2028c", "a b c.ics"),
    ],
)
def test_a_name_is_one_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, ".ics") == name


def test_a_long_name_is_cut_by_bytes_and_never_inside_a_character() -> None:
    name = file_name("量子" * 200, ".ics")
    assert len(name.encode()) < 255
    assert name.startswith("量子量子")
    assert "\ufffd" not in name


def test_two_of_one_name_get_a_number_whatever_their_case() -> None:
    names = ["A.ics", "a.ics", "A.ics", "B.ics", "a (2).ics"]
    made = distinct(names)
    assert made[:4] == ["A.ics", "a (2).ics", "A (3).ics", "B.ics"]
    assert len({name.casefold() for name in made}) == 5


def test_the_same_parts_make_the_same_zip() -> None:
    parts = [Part("Mette Prøvesen.ics", b"one"), Part("見本 由紀.ics", b"two")]
    content = zipped(parts)
    assert content == zipped(parts)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == [part.name for part in parts]
        assert archive.read("見本 由紀.ics") == b"two"


def test_a_link_gives_way_and_what_it_points_at_is_left_alone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_bytes(b"theirs")
    folder = tmp_path / "out"
    folder.mkdir()
    try:
        (folder / "one.ics").symlink_to(elsewhere)
        (folder / "lost.ics").symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("no links on this system")
    assert taken(folder, ["one.ics", "lost.ics", "two.ics"]) == ["one.ics", "lost.ics"]
    write_part(folder, Part("one.ics", b"ours"))
    assert elsewhere.read_bytes() == b"theirs"
    assert (folder / "one.ics").read_bytes() == b"ours"
    assert not (folder / "one.ics").is_symlink()


def test_what_cannot_be_written_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "one.ics").mkdir()
    with pytest.raises(Problem) as told:
        write_part(tmp_path, Part("one.ics", b"x"))
    assert told.value.code == "file_unwritable"
    assert [path.name for path in tmp_path.iterdir()] == ["one.ics"]
