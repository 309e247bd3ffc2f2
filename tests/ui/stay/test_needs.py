"""The card follows what is found of a stay."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import PersonFact, Plan, RecordFact
from desktop.ui.desk import Desk
from desktop.ui.stay import NeedsCard
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import LinkButton, PlainLabel, StatusChip
from tests.ui.sweep import child

_KEY = ("exchange", "x")
_STAY = RecordFact(
    *_KEY, direction="dk_jp", start=date(2027, 9, 1), end=date(2027, 11, 30), person_id="ida"
)
_GUEST = PersonFact("ida", family="Prøvesen", passport_expiry=date(2027, 10, 1))
_PASSPORT = Finding(
    Rule.PASSPORT_EXPIRY,
    Severity.WARNING,
    people=("ida",),
    records=(_KEY,),
    values={
        "expiry": date(2027, 10, 1),
        "end": date(2027, 11, 30),
        "source": "mofa.go.jp",
        "checked": date(2026, 11, 1),
    },
)


class _Watch(QObject):
    """An engine that finds what it is told to."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ready, self.found = True, [_PASSPORT]
        self.plan = Plan(date(2027, 4, 19), records={_KEY: _STAY}, people={"ida": _GUEST})

    def of_record(self, kind: str, record: str) -> Sequence[Finding]:
        """What it was told to find of a record."""
        return [one for one in self.found if (kind, record) in one.records]

    def is_ready(self) -> bool:
        """Whether it has looked."""
        return self.ready

    def stop(self) -> None:
        """There is nothing to stop."""


@pytest.fixture
def watch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> _Watch:
    """What the desk watches with."""
    desk.watch.stop()
    made = _Watch()
    monkeypatch.setattr(desk, "watch", made)
    return made


def _card(qtbot: QtBot, desk: Desk) -> NeedsCard:
    card = NeedsCard(desk)
    qtbot.addWidget(card)
    card.load("x")
    card.show()
    return card


def _texts(card: NeedsCard) -> list[str]:
    labels = card.findChildren(PlainLabel)
    return [label.text() for label in labels if label.isVisible()]


def test_what_is_found_is_said_with_its_source(qtbot: QtBot, desk: Desk, watch: _Watch) -> None:
    card = _card(qtbot, desk)
    shown = card.rows[Rule.PASSPORT_EXPIRY]
    assert shown.chip.text() == "To be seen to"
    assert "expires on 1 Oct 2027, before the end" in shown.told.text()
    assert shown.source.text() == "Source: mofa.go.jp (checked 1 Nov 2026)"
    assert child(card, StatusChip).text() == "1 to be seen to"
    assert Rule.SHORT_STAY in card.fine.chips


def test_it_follows_what_is_found(qtbot: QtBot, desk: Desk, watch: _Watch) -> None:
    card = _card(qtbot, desk)
    watch.found = []
    watch.changed.emit()
    assert card.rows == {}
    assert Rule.PASSPORT_EXPIRY in card.fine.chips
    assert child(card, StatusChip).text() == "Nothing to be seen to"
    watch.found = [replace(_PASSPORT, accepted="It is being renewed")]
    watch.changed.emit()
    assert card.rows[Rule.PASSPORT_EXPIRY].chip.text() == "Accepted"
    assert Rule.PASSPORT_EXPIRY not in card.fine.chips


def test_nothing_is_called_fine_before_it_was_checked(
    qtbot: QtBot, desk: Desk, watch: _Watch
) -> None:
    plan, watch.plan = watch.plan, Plan(date(2027, 4, 19))
    watch.ready, watch.found = False, []
    card = _card(qtbot, desk)
    assert "Being checked…" in _texts(card)
    assert card.fine.isHidden()
    watch.ready, watch.plan = True, plan
    watch.changed.emit()
    assert "Being checked…" not in _texts(card)
    assert card.fine.isVisible()


def test_what_is_missing_is_named(qtbot: QtBot, desk: Desk, watch: _Watch) -> None:
    watch.plan = replace(watch.plan, records={_KEY: replace(_STAY, person_id=None)})
    watch.found = []
    card = _card(qtbot, desk)
    assert "Not known until these are filled in: Person, Passport expiry" in _texts(card)
    assert Rule.STAY_TWICE in card.unknown.chips


def test_a_cancelled_stay_is_not_checked(qtbot: QtBot, desk: Desk, watch: _Watch) -> None:
    watch.plan = replace(watch.plan, records={_KEY: replace(_STAY, cancelled=True)})
    assert "A stay that is cancelled is not checked." in _texts(_card(qtbot, desk))


def test_a_rule_leads_to_where_it_is_seen_to(qtbot: QtBot, desk: Desk, watch: _Watch) -> None:
    card = _card(qtbot, desk)
    asked: list[Rule] = []
    card.asked.connect(lambda need: asked.append(need.rule))
    child(card.rows[Rule.PASSPORT_EXPIRY], LinkButton).click()
    assert asked == [Rule.PASSPORT_EXPIRY]


def test_the_card_follows_the_language(
    qtbot: QtBot, desk: Desk, watch: _Watch, switch: LanguageSwitch
) -> None:
    card = _card(qtbot, desk)
    switch.use("qps")
    assert all(text.startswith("⟦") for text in _texts(card))
    assert card.fine.chips[Rule.SHORT_STAY].text() == "⟦Length of the stay⟧"
