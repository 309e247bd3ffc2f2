"""`kakehashi itinerary` and `documents`: any paper, in one language or two, or all of them."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run

VISIT = "DEL-2027-001"
JAPANESE, DANISH = "デンマーク量子技術代表団", "Danskkvantedelegation"


def _text(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_two_languages_stand_together_in_the_order_that_is_named(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    run("itinerary", VISIT, out, "--languages", "ja,da")
    text = _text(out)
    assert 0 <= text.find(JAPANESE) < text.find(DANISH)
    run("itinerary", VISIT, out, "--languages", "da,ja", "--side-by-side", "--force")
    text = _text(out)
    assert 0 <= text.find(DANISH) < text.find(JAPANESE)


def test_what_is_not_understood_is_told_with_what_there_is(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    for written in ("ja,da,en", "fr", "ja,ja", ","):
        assert "ja, da and en" in run("itinerary", VISIT, out, "--languages", written, code=1)
    told = run("itinerary", VISIT, out, "--document", "menu", code=1)
    assert "“menu”" in told
    assert "programme" in told
    # A paper of another kind of record is none of this one.
    assert "“stay”" in run("itinerary", VISIT, out, "--document", "stay", code=1)
    assert run("itinerary", VISIT, out, "--since", "2", code=1) == f"{VISIT} has no edition 2.\n"
    assert not out.exists()


@pytest.mark.parametrize(
    ("reference", "code", "name"),
    [(VISIT, "programme", "Programme"), ("EXC-2027-001", "stay", "Stay sheet")],
)
def test_the_papers_of_a_record_are_listed(run: Run, reference: str, code: str, name: str) -> None:
    lines = [line.split(maxsplit=1) for line in run("documents", reference, "--list").splitlines()]
    assert [code, name] in [[one, rest.strip()] for one, rest in lines]


def test_all_papers_go_into_a_folder_and_nothing_is_replaced(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "visit"
    told = run("documents", VISIT, "--all", folder, "--languages", "en,ja+da")
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.pdf"))
    assert len(told.splitlines()) == len(names)
    assert "01 Programme (en).pdf" in names
    assert "01 Programme (ja+da).pdf" in names
    assert sum(name.startswith("02 Each member/") for name in names) == 12
    assert DANISH in _text(folder / "01 Programme (ja+da).pdf")
    assert "--force" in run("documents", VISIT, "--all", folder, code=1)
