from desktop import language, words
from desktop.errors import Problem
from desktop.store.backups import Worry
from desktop.words.backups import PROBLEMS, worry

WORRIES = (
    Worry("backup_none"),
    Worry("backup_old", {"days": 5}),
    Worry("backup_old", {"days": 1}),
    Worry("backup_place_missing", {"path": "/stick"}),
    Worry("backups_one_disk"),
    Worry("sheet_never_printed"),
    Worry("backups_in_clear", {"number": 1}),
    Worry("backups_in_clear", {"number": 3}),
)


def test_each_worry_is_a_sentence_of_its_own() -> None:
    told = [worry(one) for one in WORRIES]
    assert len(set(told)) == len(WORRIES)
    assert all("{" not in line and line.endswith(".") for line in told)
    assert told[1].startswith("The newest backup is 5 days old")
    assert "/stick" in told[3]
    assert told[6].startswith("1 backup is not encrypted")


def test_a_worry_speaks_the_language_that_is_asked_for() -> None:
    for code in ("ja", "da"):
        say = language.Language.of(code)
        assert all("{" not in worry(one, say) for one in WORRIES)


def test_each_problem_is_a_sentence() -> None:
    for code in PROBLEMS:
        told = words.problem(Problem(code, path="/a", reason="full"))
        assert "{" not in told
        assert code not in told
