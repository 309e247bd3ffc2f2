"""Text from outside has no way to be markup: the code uses nothing that would take it for one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parent.parent.parent / "desktop"
FILES = sorted([*(UI / "ui").rglob("*.py"), UI / "app.py", UI / "selfcheck.py"])
# What shows text as markup when it looks like markup, or loads what stands in it.
FORBIDDEN = {
    *("QTextEdit", "QTextBrowser", "QTextDocument", "QMessageBox", "QErrorMessage"),
    *("QInputDialog", "QWebEngineView", "QProgressDialog", "QStaticText", "QSystemTrayIcon"),
    *("QGraphicsTextItem", "setHtml", "insertHtml", "appendHtml", "setMarkdown", "RichText"),
    *("AutoText", "setOpenExternalLinks", "setWhatsThis"),
}
# What makes labels: each is told that its text is plain, or shows a picture alone.
LABELS = {UI / "ui" / "widgets" / "labels.py", UI / "ui" / "pages" / "house.py"}
SAFE = {"plain_tooltip", "_", "ngettext", "pgettext"}
# Words of the program and keys; no record and no file has a part in them.
OF_THE_PROGRAM = {
    "f'{text}  {keys}'",
    "f'Alt+{number}'",
    "self._fix_tip",
    "told",
    "title if self._folded else ''",
    "_percent(self.view.percent())",
    "QKeySequence(QKeySequence.StandardKey.Paste).toString()",
    "words.option(option)",
}


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno


def tooltips(tree: ast.AST) -> Iterator[ast.expr]:
    """Every text that is given to a tooltip, at once or said again in each language."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in (
            "setToolTip",
            "setStatusTip",
        ):
            yield node.args[0]
        if ast.unparse(node.func) == "QToolTip.showText":
            yield node.args[1]
        if ast.unparse(node.func).endswith(".say") and "setToolTip" in ast.unparse(node.args[0]):
            told = node.args[1]
            yield told.body if isinstance(told, ast.Lambda) else told


def opened(tree: ast.AST) -> Iterator[str]:
    """What is handed to the system to be opened."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("openUrl"):
            yield ast.unparse(node.args[0])


def safe(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return safe(text.body) and safe(text.orelse)
    if isinstance(text, ast.Constant):
        return True
    called = text.func if isinstance(text, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in SAFE


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_nothing_takes_a_text_for_markup(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [f"{name}:{line}" for name, line in names(tree) if name in FORBIDDEN]
    if path not in LABELS:
        found += [f"{name}:{line}" for name, line in names(tree) if name == "QLabel"]
    found += [what for what in opened(tree) if not what.startswith("QUrl.fromLocalFile(")]
    raw = [ast.unparse(text) for text in tooltips(tree) if not safe(text)]
    assert found + [text for text in raw if text not in OF_THE_PROGRAM] == []
