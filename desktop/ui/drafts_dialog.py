"""What was typed, not stored, and has no place any more: to be copied or put in."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.language import _
from desktop.store.drafts import Draft
from desktop.ui import look
from desktop.ui.forms.lines import TextArea
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PlainLabel, Scroll, column, row

if TYPE_CHECKING:
    from desktop.ui.drafts import Drafts


class DraftsDialog(Spoken, QDialog):
    """Shows each text with ways to copy it or to put it into its field after all.

    Closing the box keeps them for the next start; they are given up by a press of their own.
    """

    def __init__(
        self,
        drafts: Drafts,
        left: Sequence[Draft],
        kinds: Container[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._drafts, self._left, self._kinds = drafts, list(left), kinds
        heading = PlainLabel(role="section", wrap=True)
        sentence = PlainLabel(role="soft", wrap=True)
        self.say(self.setWindowTitle, lambda: _("What you had typed"))
        self.say(heading.setText, lambda: _("What you had typed"))
        self.say(
            sentence.setText,
            lambda: _(
                "You had typed this, and it was not stored yet. What it belongs to is gone or has "
                "changed since, so nothing was put back by itself."
            ),
        )
        self._cards = QWidget()
        cards = column(*map(self._card, self._left), None, spacing=look.M)
        self._cards.setLayout(cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(sentence)
        layout.addWidget(Scroll(self._cards), 1)
        later = Button(lambda: _("Decide later"), self.reject)
        discard = Button(lambda: _("Discard"), self._discard, kind="danger")
        layout.addLayout(row(None, discard, later))
        self.setMinimumSize(2 * look.COLUMN, look.COLUMN + look.COLUMN // 2)
        later.setDefault(True)
        later.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, draft: Draft) -> Card:
        card = Card()
        area = TextArea()
        area.setReadOnly(True)
        area.show_text(_text(draft))
        area.setAccessibleName(draft.label)
        copy = Button(lambda: _("Copy"), partial(self._copy, draft), kind="quiet", icon="copy")
        put = Button(lambda: _("Put it there anyway"), partial(self._put, draft), kind="quiet")
        card.body.addWidget(PlainLabel(draft.label, role="label"))
        card.body.addWidget(area)
        card.body.addLayout(row(None, copy, put))
        return card

    def _copy(self, draft: Draft) -> None:
        QGuiApplication.clipboard().setText(_text(draft))

    def _put(self, draft: Draft) -> None:
        if not self._drafts.put(draft, self._kinds):
            self._copy(draft)
            return
        self._give_up(draft)
        self.reject()

    def _discard(self) -> None:
        for draft in tuple(self._left):
            self._give_up(draft)
        self.accept()

    def _give_up(self, draft: Draft) -> None:
        self._left.remove(draft)
        self._drafts.forget(draft)


def _text(draft: Draft) -> str:
    return "\n".join(text for text in draft.texts.values() if text)
