"""The papers about the people and meetings of a visit, all together."""

from itertools import permutations

import pypdfium2
import pytest

from desktop.documents.catalogue import SHEETS, document
from desktop.documents.document import Document
from desktop.documents.render import Renderer
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation
from desktop.domain.paper import PaperSource, Stand
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.names import display
from tests.documents.kit import CODES, ON, delegation, item, pages, person, printed, same, squeezed

LISTS = ("participants", "hosts", "diet", "flights", "rooms", "emergency", "thanks")
CARDS = ("name_plates", "badges", "contact_card")
MEETINGS = ("briefing", "seating")
NAMELESS = ("diet", "hosts", "thanks", "flights")
PAPERS = (*LISTS, *CARDS, *MEETINGS)


def made(record: Delegation, code: str, *languages: str, subject: str = "") -> Document:
    source = PaperSource(record, Stand(3, True))
    wish = Wish(code, "delegation", record.id, languages, ON, subject=subject)
    return document(Material(source), wish)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("code", CODES)
def test_each_paper_is_made_in_each_language(visit: Delegation, paper: str, code: str) -> None:
    text = printed(made(visit, paper, code))
    assert "{" not in text
    assert paper == "name_plates" or squeezed(visit.title.best(code)) in text
    language = Language.of(code)
    named = [squeezed(display(language, m.person)) in text for m in visit.members]
    # A restaurant is told how many, lists of hosts are about others, and who is on a flight with
    # all the others is not named; all else names everyone.
    assert all(named) == (paper not in NAMELESS)
    assert any(named) == (paper not in NAMELESS[:3])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("pair", list(permutations(CODES, 2)))
def test_each_paper_is_made_in_each_pair(
    visit: Delegation, paper: str, pair: tuple[str, str]
) -> None:
    both = made(visit, paper, *pair)
    text = printed(both)
    for code in pair:
        if paper in LISTS:
            assert squeezed(visit.title.best(code)) in text
        if paper not in NAMELESS:
            head = visit.ordered_members()[0].person
            assert squeezed(display(Language.of(code), head)) in text


@pytest.mark.parametrize("paper", [*PAPERS, "gifts"])
def test_a_paper_without_content_says_so(paper: str) -> None:
    empty = delegation(hotel=None, lead_organisation=None, emergency_contacts=[])
    if paper == "emergency":
        # The numbers of police and ambulance are worth a sheet of their own.
        assert made(empty, paper, "en").data["sections"]
        return
    with pytest.raises(Problem) as told:
        made(empty, paper, "en")
    assert (told.value.code, told.value.values) == ("nothing_to_print", {"document": paper})


@pytest.mark.parametrize("paper", ["briefing", "seating", "name_plates"])
def test_a_paper_is_about_one_meeting_of_those_on_offer(visit: Delegation, paper: str) -> None:
    offer = SHEETS[paper].subjects
    assert offer is not None
    material = Material(PaperSource(visit))
    offered = offer(material, Language.of("da"))
    assert "man. 19.4. 11.15–12.15 Høflighedsvisit" in " ".join(text for _, text in offered)
    off = next(one for one in visit.items if one.is_cancelled)
    assert off.id not in [one for one, _ in offered]
    name = offered[0][1].split(" ", 3)[-1]
    text = "".join(pages(made(visit, paper, "da", subject=offered[0][0])))
    assert paper == "name_plates" or squeezed(name) in text
    with pytest.raises(Problem, match="record_gone"):
        made(visit, paper, "da", subject=off.id)


def test_a_briefing_that_runs_on_says_of_which_meeting_and_notes_take_no_page() -> None:
    def briefing(count: int) -> list[str]:
        members = [person(f"Anna{number}", "Prøve") for number in range(count)]
        meeting = item("Courtesy", "2027-04-19 09:00", kind="meeting", everyone=True, people=[])
        visit = delegation(meeting, members=members, emergency_contacts=[])
        return pages(made(visit, "briefing", "en"))

    counts = (10, *range(28, 44))
    made_pages = [briefing(count) for count in counts]
    assert "Notes" in made_pages[0][0]
    # Each list that needs a second page has the meeting's name and some of its people there.
    longer = [found[1] for found in made_pages if len(found) > 1]
    assert longer
    assert all("Courtesy(continued)" in page and "Prøve" in page for page in longer)


def test_an_empty_programme_for_the_pocket_has_no_line_over_another() -> None:
    visit = delegation(members=[person("Anna", "Prøve")], emergency_contacts=[])
    (page,) = pypdfium2.PdfDocument(Renderer().pdf(made(visit, "programme_folded", "en")))
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    over = [
        (one, two)
        for number, one in enumerate(boxes)
        for two in boxes[number + 1 :]
        if one[0] < two[2] and two[0] < one[2] and min(one[3], two[3]) - max(one[1], two[1]) > 2
    ]
    assert over == []


def test_forty_members_with_long_names_are_printed_whole() -> None:
    title = same("Deputy Director-General for International Science and Technology Affairs")
    members = [
        person(f"Maximilian{n}", "Wolfeschlegelsteinhausen Øvrebakke", title=title)
        for n in range(40)
    ]
    visit = delegation(
        item("Dinner", "2027-04-19 18:00", kind="dinner", people=[], groups=[], place=None),
        members=members,
        hotel=None,
        lead_organisation=None,
        emergency_contacts=[],
    )
    for paper in ("participants", *CARDS, "seating"):
        text = printed(made(visit, paper, "en"))
        lost = [one.latin() for one in members if squeezed(one.latin()) not in text]
        assert lost == [], paper
    assert len(pages(made(visit, "name_plates", "en"))) == 20
    assert len(pages(made(visit, "badges", "en"))) == 4
    assert len(pages(made(visit, "contact_card", "en"))) == 10
    assert len(pages(made(visit, "seating", "en"))) == 1
