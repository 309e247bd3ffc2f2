"""How much each rule of the conflict engine matters to the office: a part of the settings."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from desktop import words
from desktop.domain.codes import Rule, Severity
from desktop.language import _
from desktop.planning.conflicts import usual_severity
from desktop.store import findings
from desktop.ui.conflicts.telling import severity_look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form

_PREFIX = "rule_"


class RuleSettings:
    """A choice for each rule in a form; what is not chosen is as the program says."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._desk = desk
        form.section(lambda: _("What counts as a conflict"), columns=2, folded=True)
        for rule in Rule:
            form.add(
                _PREFIX + rule,
                ChoiceField(
                    partial(words.word, rule),
                    Severity,
                    lambda code: words.word(Severity(code)),
                    none=partial(_usual, rule),
                    status=lambda code: severity_look(Severity(code)),
                ),
            )

    def values(self) -> dict[str, object]:
        """What the file holds, by the names of the fields."""
        chosen = self._desk.read(findings.severities)
        return {_PREFIX + rule: chosen.get(rule) for rule in Rule}

    def save(self, name: str, value: str | None) -> bool:
        """Take a choice, if it is one of a rule."""
        if not name.startswith(_PREFIX):
            return False
        rule = Rule(name.removeprefix(_PREFIX))
        severity = None if value is None else Severity(value)

        def work(session: Session) -> bool:
            findings.set_severity(session, rule, severity)
            return True

        self._desk.do("rule.weight", work, name=words.word(rule))
        return True


def _usual(rule: Rule) -> str:
    return _("As usual: {weight}").format(weight=words.word(usual_severity(rule)))
