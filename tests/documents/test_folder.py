"""The plan of a folder: which files, how they are called, in which languages, for whom."""

from dataclasses import replace

import pytest

from desktop.documents import catalogue
from desktop.documents.catalogue import SHEETS
from desktop.documents.folder import plan, usual
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation
from desktop.domain.paper import PaperSource
from desktop.files import file_name
from desktop.language import Language
from desktop.language.names import preferred
from tests.documents.kit import ON, delegation, person

EN = Language.of("en")


@pytest.fixture
def trip() -> Delegation:
    """A visit of three, two of whom speak languages that papers are written in."""
    people = [
        person("Ida", "Prøve", languages="da en"),
        person("Yuki", "Mihon", languages="fr/ja", nationality="JP"),
        person("CON", ""),
    ]
    return delegation(members=people)


def _plan(visit: Delegation, *languages: str, each: bool = True) -> dict[str, Wish]:
    wish = Wish("", "delegation", visit.id, ("en",), ON, paper="letter")
    spoken = [tuple(one.split()) for one in languages]
    made = plan(Material(PaperSource(visit)), wish, usual("delegation"), spoken, EN, each=each)
    assert len({entry.path.casefold() for entry in made}) == len(made)
    return {entry.path: entry.wish for entry in made}


def test_each_paper_is_there_in_each_language_under_one_number(trip: Delegation) -> None:
    files = _plan(trip, "en", "ja da", each=False)
    assert files["01 Programme (en).pdf"].languages == ("en",)
    both = files["01 Programme (ja+da).pdf"]
    assert both.languages == ("ja", "da")
    assert (both.document, both.record, both.paper) == ("programme", trip.id, "letter")
    assert not any("/" in path for path in files)


def test_each_member_has_a_programme_in_a_language_of_their_own(trip: Delegation) -> None:
    files = _plan(trip, "en")
    theirs = {path: wish for path, wish in files.items() if "/" in path}
    assert [*theirs] == [
        "02 Each member/01 Ida Prøve (da).pdf",
        "02 Each member/02 MIHON Yuki (ja).pdf",
        "02 Each member/03 CON (en).pdf",
    ]
    people = [wish.audience.person for wish in theirs.values()]
    assert people == [member.person_id for member in trip.members]


def test_who_speaks_none_of_them_has_it_as_everyone_has(trip: Delegation) -> None:
    (last,) = [wish for path, wish in _plan(trip, "ja en").items() if "CON" in path]
    assert last.languages == ("ja", "en")


def test_papers_that_are_not_ticked_are_not_there(trip: Delegation) -> None:
    wish = Wish("", "delegation", trip.id, ("en",), ON)
    assert plan(Material(PaperSource(trip)), wish, [], [("en",)], EN) == []


def test_what_guests_must_not_see_is_told_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    extra = replace(SHEETS["programme"], code="programme_internal", private=True)
    known = {**SHEETS, extra.code: extra}
    monkeypatch.setattr(catalogue, "SHEETS", known)
    assert extra.code not in usual("delegation")
    assert "programme" in usual("delegation")


def test_a_file_is_called_what_it_is_and_for_whom(trip: Delegation) -> None:
    wish = Wish("", "delegation", trip.id, ("en",), ON)
    made = plan(Material(PaperSource(trip)), wish, ["programme"], [("en",)], EN)
    assert made[0].path == "01 Programme (en).pdf"
    assert made[1].path.rpartition("/")[2] == "01 Ida Prøve (da).pdf"


@pytest.mark.parametrize(
    ("spoken", "code"), [("", ""), ("ja", "ja"), ("sv, da / en", "da"), ("Danish", "")]
)
def test_ones_own_language_is_the_first_that_papers_are_written_in(spoken: str, code: str) -> None:
    assert preferred(person("Ida", "Prøve", languages=spoken), "") == code


def test_a_name_that_was_typed_in_pieces_is_one_name() -> None:
    # A mark on its own, as a Mac writes it, and the letter that has it, are the same name.
    assert file_name("A\u030alekvist", "") == "Ålekvist"
