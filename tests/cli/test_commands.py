import argparse
import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop import words
from desktop.__main__ import main
from desktop.cli import text
from desktop.cli.parser import KINDS
from desktop.cli.show import when
from desktop.domain import Moment
from desktop.errors import Problem
from desktop.language import CODES, Language, use
from desktop.paths import Paths, shipped
from desktop.settings import Settings, save
from desktop.store import interchange_read

Run = Callable[..., str]
REFERENCE = re.compile(r"^(DEL|EXC|ACC)-\d{4}-\d{3}", re.MULTILINE)


def loads(text: str) -> Any:
    return json.loads(text)


def test_a_new_file_is_made_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.kakehashi"
    assert run("new", "--without-passphrase", path) == f"Made {path}\n"
    before = path.read_bytes()
    assert "already a file" in run("new", "--without-passphrase", path, code=1)
    assert "already a file" in run("demo", path, code=1)
    assert path.read_bytes() == before
    assert run("--office", path, "list", "delegations") == ""
    assert loads(run("--office", path, "list", "delegations", "--json")) == []


def test_no_other_command_makes_a_file(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.kakehashi"
    for command in (
        ("list", "people"),
        ("show", "DEL-2027-001"),
        ("import", shipped("resources") / "demo" / "office.json"),
        ("export", tmp_path / "out.json"),
        ("calendar", tmp_path / "out.ics"),
        ("itinerary", "DEL-2027-001", tmp_path / "out.pdf"),
        ("free", "--people", "x", "--from", "2027-04-01", "--to", "2027-04-02"),
        ("conflicts",),
        ("history", "DEL-2027-001"),
        ("undo",),
        ("redo",),
        ("check",),
        ("encrypt",),
        ("decrypt",),
        ("password",),
        ("recovery-sheet", tmp_path / "out.pdf"),
        ("remember",),
        ("forget",),
    ):
        assert str(nowhere) in run("--office", nowhere, *command, code=1)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(("nowhere", "out"))]


def test_without_an_office_one_is_told_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "list", "people"]) == 1
    assert "kakehashi new" in capsys.readouterr().err


def test_the_office_used_last_is_taken(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(Paths(tmp_path / "data").settings_file(), Settings(office_file=str(demo), language="da"))
    assert main(["--data", str(tmp_path / "data"), "list", "delegations"]) == 0
    assert "Dansk kvantedelegation" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "count", "first"),
    [
        ("delegations", 1, "DEL-2027-001"),
        ("exchanges", 6, "EXC-2027-005"),
        ("access", 5, "ACC-2027-005"),
        ("people", 26, "Aagedemo"),
        ("organisations", 27, "Aalborg University"),
        ("places", 18, "AIST Tsukuba, G-QuAT main building"),
        ("facilities", 5, "AIST G-QuAT"),
        ("tasks", 72, "Invitation and host department approval"),
    ],
)
def test_each_kind_is_listed(run: Run, kind: str, count: int, first: str) -> None:
    rows = loads(run("list", kind, "--json"))
    assert len(rows) == count
    assert first in json.dumps(rows[0], ensure_ascii=False)
    lines = run("list", kind).splitlines()
    assert len(lines) == count + 1
    assert first in lines[1]


def test_the_json_of_a_list_is_always_of_one_shape(run: Run) -> None:
    (row,) = loads(run("list", "delegations", "--json"))
    assert list(row) == [
        *("id", "reference", "title", "direction", "start", "end", "status", "head"),
        *("members", "items"),
    ]
    assert (row["start"], row["members"], row["items"]) == ("2027-04-17", 12, 44)
    assert row["title"]["da"] == "Dansk kvantedelegation til Japan 17.–24. april 2027"
    assert row["head"]["family"] == "Eksempelgaard"
    # The language changes the order at most.
    assert loads(run("list", "delegations", "--json", "--language", "ja")) == [row]
    person = loads(run("list", "people", "--json"))[0]
    assert "passport_number" not in json.dumps(person)


def test_the_keys_of_each_list_are_those_of_the_papers(run: Run) -> None:
    text = (Path(__file__).parents[2] / "docs" / "interchange.md").read_text(encoding="utf-8")
    for kind in KINDS:
        told = re.search(rf"\| `{kind}` \| (.+) \|", text)
        assert told is not None
        assert told[1].split(", ") == list(loads(run("list", kind, "--json"))[0])


def test_people_are_listed_by_the_rules_of_the_language(run: Run) -> None:
    danish = [
        row["name"]["family"] for row in loads(run("list", "people", "--json", "--language", "da"))
    ]
    assert danish[-2:] == ["Aagedemo", "Ålekvist"]
    japanese = run("--language", "ja", "list", "people")
    assert japanese.index("架空 光") < japanese.index("見本 由紀")


def test_columns_stand_straight_in_any_script(run: Run) -> None:
    lines = run("list", "exchanges", "--language", "ja").splitlines()
    starts = {text.width(line[: line.index(" 20")]) for line in lines[1:]}
    assert starts == {len("EXC-2027-005 ")}
    names = [row["person"]["name_ja"] for row in loads(run("list", "exchanges", "--json"))]
    ends = {
        text.width(line[: line.index(name)]) for line, name in zip(lines[1:], names, strict=True)
    }
    assert len(ends) == 1


def test_a_delegation_is_shown_with_both_clocks(run: Run) -> None:
    text = run("show", "del-2027-001")
    assert "Monday 19 April 2027" in text
    assert "11:15–12:15 JST (04:15–05:15 CEST)  Courtesy call: Cabinet Office" in text
    assert "11:20 CEST – Sun 18 Apr 07:55 JST" in text
    assert "[Cancelled] Company visit" in text
    assert "Mandag den 19. april 2027" in run("show", "DEL-2027-001", "--language", "da")
    assert "2027年4月19日（月）" in run("show", "DEL-2027-001", "--language", "ja")


def test_an_exchange_is_shown_with_gates_and_tasks(run: Run) -> None:
    text = run("show", "EXC-2027-001")
    assert re.search(r"Research security\s+Cleared", text)
    assert re.search(r"– +17 Mar 2027 +Home institution +Danish/EU dual-use check", text)


def test_a_request_is_shown_with_slots_and_course(run: Run) -> None:
    text = run("show", "ACC-2027-003")
    assert "Mon 19 Jul 08:00–16:00 CEST (Mon 19 Jul 15:00–23:00 JST)" in text
    assert re.search(r"15 Mar 2027 +Submitted → Under review", text)


def test_a_shown_record_is_a_file_that_can_be_imported(run: Run, tmp_path: Path) -> None:
    for reference in ("DEL-2027-001", "EXC-2027-001", "ACC-2027-001"):
        text = run("show", reference, "--json")
        assert "DEMO-DK-0001" not in text
        file = tmp_path / f"{reference}.json"
        file.write_text(text, encoding="utf-8")
        office = tmp_path / f"{reference}.kakehashi"
        run("new", "--without-passphrase", office)
        assert run("--office", office, "import", file).startswith("Imported ")
        assert REFERENCE.findall(run("--office", office, "show", reference))


def test_a_record_that_is_not_there_is_told(run: Run) -> None:
    assert run("show", "DEL-1999-001", code=1) == (
        "There is no record DEL-1999-001 in this office.\n"
    )
    assert "x; DROP" in run("history", "x; DROP", code=1)


def test_export_and_import_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert run("export", first, "--private") == f"Written: {first}\n"
    assert run("export", "-", "--private") == first.read_text(encoding="utf-8")
    office = tmp_path / "other.kakehashi"
    run("new", "--without-passphrase", office)
    assert run("--office", office, "import", first) == "Imported 89 entries\n"
    run("--office", office, "export", second, "--private")
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() == (shipped("resources") / "demo" / "office.json").read_bytes()


def test_a_bad_file_is_refused_with_the_path_of_the_fault(run: Run, tmp_path: Path) -> None:
    document = loads(run("export", "-"))
    document["delegations"][0]["items"][3]["start"]["date"] = "2027-02-30"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(document), encoding="utf-8")
    office = tmp_path / "other.kakehashi"
    run("new", "--without-passphrase", office)
    before = run("--office", office, "export", "-")
    assert run("--office", office, "import", bad, code=1) == (
        "Nothing was imported. At delegations[0].items[3].start.date: “2027-02-30” is not a date "
        "such as 2027-04-19.\n"
    )
    assert run("--office", office, "export", "-") == before
    assert "id" in run("import", shipped("resources") / "demo" / "office.json", code=1)
    assert "missing.json" in run("import", tmp_path / "missing.json", code=1)
    assert str(tmp_path) in run("import", tmp_path, code=1)


def test_a_calendar_is_written(run: Run, tmp_path: Path) -> None:
    whole, one, mine = (tmp_path / name for name in ("whole.ics", "one.ics", "mine.ics"))
    assert run("calendar", whole) == f"Written: {whole}\n"
    run("calendar", one, "--record", "DEL-2027-001", "--language", "ja")
    run("calendar", mine, "--record", "DEL-2027-001", "--person", "オーヴェビャーグ", code=1)
    run("calendar", mine, "--record", "DEL-2027-001", "--person", "ovebjerg liv")
    events = [path.read_text(encoding="utf-8").count("BEGIN:VEVENT") for path in (whole, one, mine)]
    assert events[0] == 44 + 6 + 8
    assert events[1] == 44
    # All but two flights, three other ways of the others, and what other groups do.
    assert 20 < events[2] < 44
    assert "+81-3-0000-0001" not in whole.read_text(encoding="utf-8")
    run("calendar", whole, "--private", "--force")
    assert "+81-3-0000-0001" in re.sub(r"\r\n ", "", whole.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CODES)
def test_an_itinerary_is_written_in_each_language(run: Run, tmp_path: Path, code: str) -> None:
    for reference in ("DEL-2027-001", "EXC-2027-001", "ACC-2027-001"):
        out = tmp_path / f"{reference}.pdf"
        run("itinerary", reference, out, "--language", code)
        assert out.read_bytes().startswith(b"%PDF-")


def test_an_itinerary_for_one_or_for_a_group(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    run("itinerary", "DEL-2027-001", out, "--person", "仮名井")
    run("itinerary", "DEL-2027-001", out, "--group", "a", "--force")
    run("itinerary", "DEL-2027-001", out, "--group", "第2班", "--force")
    assert run("itinerary", "DEL-2027-001", out, "--group", "Z", "--force", code=1) == (
        "No group here is called “Z”.\n"
    )
    assert "paper for all" in run("itinerary", "EXC-2027-001", out, "--person", "x", code=1)
    # A person of the office who is not in this programme.
    assert "Nobody" in run("itinerary", "DEL-2027-001", out, "--person", "Demobæk", code=1)
    told = run("itinerary", "DEL-2027-001", out, "--person", "ove", code=1)
    assert "Frederik Øvelund" in told
    assert "Liv Øvebjerg" in told


def test_a_character_that_no_font_has_is_told_before_printing(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = loads(run("export", "-"))
    document["delegations"][0]["items"][0]["title"] = {"en": "Emoji \U0001f980"}
    (tmp_path / "crab.json").write_text(json.dumps(document), encoding="utf-8")
    office, out = tmp_path / "crab.kakehashi", tmp_path / "out.pdf"
    run("new", "--without-passphrase", office)
    run("--office", office, "import", tmp_path / "crab.json")
    command = ("--office", office, "itinerary", "DEL-2027-001", out)
    assert "\U0001f980" in run(*command, code=1)
    assert not out.exists()
    assert main([*map(str, command), "--force", "--data", str(tmp_path)]) == 0
    assert "Printed as 〓: \U0001f980" in capsys.readouterr().err
    assert out.read_bytes().startswith(b"%PDF-")


def test_what_is_there_is_replaced_only_by_force(run: Run, tmp_path: Path, demo: Path) -> None:
    out = tmp_path / "out"
    out.write_text("precious")
    for command in (("export", out), ("calendar", out), ("itinerary", "DEL-2027-001", out)):
        assert "--force" in run(*command, code=1)
        assert out.read_text() == "precious"
    run("export", out, "--force")
    assert loads(out.read_text(encoding="utf-8"))["format"] == "kakehashi-office"
    before = demo.read_bytes()
    assert "office file itself" in run("export", demo, "--force", code=1)
    link = tmp_path / "link.json"
    link.symlink_to(demo)
    assert "office file itself" in run("export", link, "--force", code=1)
    assert demo.read_bytes() == before
    assert str(tmp_path / "no") in run("export", tmp_path / "no" / "out.json", code=1)
    assert not list(tmp_path.glob(".*.part"))


def test_changes_are_taken_back_and_done_again(run: Run) -> None:
    full = run("export", "-", "--private")
    assert run("undo") == "Undone: Open the demo office\n"
    assert loads(run("list", "people", "--json")) == []
    assert run("undo", code=1) == "There is nothing to undo.\n"
    assert run("redo") == "Done again: Open the demo office\n"
    assert run("export", "-", "--private") == full
    assert run("redo", code=1) == "There is nothing to redo.\n"


def test_the_history_is_told_in_words(run: Run) -> None:
    lines = run("history", "ACC-2027-004").splitlines()
    assert any(
        "access request “Logical-qubit algorithms for quantum chemistry”" in line for line in lines
    )
    assert any("screening gate “Research security”" in line for line in lines)
    assert not [line for line in lines if "untitled" in line]
    run("undo")
    run("redo")
    assert "Done again" in run("history", "ACC-2027-004")
    assert "untitled" not in run("history", "DEL-2027-001")


def test_a_sound_file_is_called_sound(run: Run) -> None:
    assert run("check") == "The file is sound. Its change log holds 1 action.\n"


def test_a_change_that_no_log_tells_of_is_found(run: Run, demo: Path) -> None:
    connection = sqlite.connect(demo)
    connection.execute("DELETE FROM change WHERE kind = 'person'")
    connection.commit()
    connection.close()
    assert run("check", code=1) == "The file is damaged: person.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["sing"],
        ["list"],
        ["list", "kings"],
        ["--language", "fr", "list", "people"],
        ["itinerary", "DEL-2027-001", "x.pdf", "--person", "a", "--group", "b"],
        ["export"],
        ["list", "people", "--jso"],
    ],
)
def test_wrong_usage_is_two(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), *arguments]) == 2
    assert "usage: kakehashi" in capsys.readouterr().err


@pytest.mark.parametrize("code", CODES)
def test_help_is_there_in_each_language(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), f"--language={code}", "--help"]) == 0
    text = capsys.readouterr().out
    assert Language.of(code).gettext("check that the office file is sound") in text.replace(
        "\n", ""
    )
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kakehashi 0.")


def test_argparse_speaks_the_language_and_is_left_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = vars(argparse)["_"]
    monkeypatch.setattr(
        "desktop.cli.parser._",
        lambda message: f"⟦{message}⟧" if "error" in message else message,
    )
    assert main(["--data", str(tmp_path), "sing"]) == 2
    assert "⟦kakehashi: error" in capsys.readouterr().err
    assert vars(argparse)["_"] is kept


def reasons() -> set[str]:
    """Each reason that the reader of files gives, found in its source."""
    tree = ast.parse(Path(interchange_read.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call.args[1] for call in calls if getattr(call.func, "id", "") == "invalid"]
    return {str(node.value) for node in named if isinstance(node, ast.Constant)} | {
        f"bad_{form}" for form in ("date", "time", "uuid", "reference", "value")
    }


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_its_sentence(code: str) -> None:
    use(code)
    names = ("position", "line", "column", "minimum", "maximum", "value", "field", "id")
    values: dict[str, object] = dict.fromkeys((*names, "reference"), "1")
    values |= {"expected": "string", "kind": "person", "path": "a.b"}
    told = {
        words.problem(Problem("interchange_invalid", reason=reason, **values))
        for reason in reasons()
    }
    assert len(told) == len(reasons()) > 20
    assert all("a.b" in line for line in told)


def test_spans_of_odd_kinds_are_written() -> None:
    say = Language.of("en")
    nine = Moment(date(2027, 4, 19), time(9), "Asia/Tokyo")
    zones = ("Asia/Tokyo", "Europe/Copenhagen")
    assert when(say, nine, Moment(), zones) == "09:00 JST (02:00 CEST)"
    assert when(say, nine, Moment(), zones, open_end=True) == "09:00– JST (02:00– CEST)"
    assert when(say, Moment(nine.date, part="morning"), Moment(), zones) == "Morning"
    assert (
        when(say, Moment(nine.date, time(9)), Moment(nine.date, time(10)), zones) == "09:00–10:00"
    )
    early = Moment(nine.date, time(3), "Asia/Tokyo")
    assert when(say, early, Moment(), zones) == "03:00 JST (20:00 CEST previous day)"
    assert when(say, Moment(), Moment(), zones) == ""


def test_tables_hold_no_control_characters() -> None:
    assert text.table([["a\x1b[2J\nb", ""], ["日本", "c"]]) == ["a[2J b", "日本    c"]


def test_no_command_ever_loads_qt(demo: Path, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from desktop.__main__ import main\n"
        "for line in sys.stdin.read().splitlines():\n"
        "    assert main(line.split('|')) == 0, line\n"
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]\n"
        "assert not loaded, loaded\n"
    )
    common = ["--data", str(tmp_path / "data"), "--office", str(demo)]
    commands = [
        ["new", "--without-passphrase", str(tmp_path / "n.kakehashi")],
        ["list", "people"],
        ["show", "DEL-2027-001", "--json"],
        ["export", str(tmp_path / "o.json")],
        ["calendar", str(tmp_path / "o.ics")],
        ["itinerary", "DEL-2027-001", str(tmp_path / "o.pdf")],
        ["free", "--people", "KAKU Hikaru", "--from", "2027-04-01", "--to", "2027-04-02"],
        ["conflicts"],
        ["history", "DEL-2027-001"],
        ["undo"],
        ["redo"],
        ["check"],
    ]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        input="\n".join("|".join([*common, *command]) for command in commands),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.returncode == 0, done.stderr
    expected, told = ("kakehashi conflicts", "Private details"), done.stderr.splitlines()
    assert [line for line in told if not any(one in line for one in expected)] == []


def test_a_pipe_that_is_closed_and_a_terminal_that_is_not_unicode_stop_nothing(
    demo: Path, tmp_path: Path
) -> None:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "0", "LC_ALL": "POSIX"}
    environment |= {"PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "desktop", "--data", str(tmp_path), "--office", str(demo)]
    done = subprocess.run(
        [*command, "--language", "ja", "list", "people"],
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0
    assert "見本 由紀" in done.stdout.decode("utf-8")
    with subprocess.Popen(
        [*command, "export", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.skipif(os.name != "posix", reason="only there is a shell that closes streams so")
def test_without_a_place_to_write_to_a_command_does_its_work(demo: Path, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    paper = tmp_path / "all.ics"
    quiet = ["sh", "-c", 'exec "$0" "$@" >&- 2>&-', sys.executable, "-m", "desktop"]
    done = subprocess.run(
        [*quiet, "--data", str(tmp_path), "--office", str(demo), "calendar", str(paper)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.returncode == 0
    assert paper.exists()
