"""Protection and backups: what there is to see to, the password, and the backups."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.protection.backups_card import BackupsCard
from desktop.ui.protection.password_card import PasswordCard
from desktop.ui.protection.work import Asked, Standing, look_at, places
from desktop.ui.protection.worries_card import WorriesCard
from desktop.ui.widgets import PlainLabel, Scroll


class ProtectionPage(Page):
    """Keeps the office file from being lost and from being read by others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job: Job | None = None
        heading = PlainLabel(role="title")
        self.say(heading.setText, self.title)
        self.worries = WorriesCard()
        self.password = PasswordCard(desk)
        self.backups = BackupsCard(desk)
        self.worries.mend_asked.connect(self._mend)
        self.password.changed.connect(self.reload)
        self.backups.changed.connect(self.reload)
        content = QWidget()
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(look.L)
        for card in (self.worries, self.password, self.backups):
            cards.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.M)
        layout.setSpacing(look.L)
        layout.addWidget(heading)
        layout.addWidget(Scroll(content), 1)

    @override
    def title(self) -> str:
        return _("Protection and backups")

    @override
    def reload(self) -> None:
        if self._job is not None:
            self._job.cancel()
        office, chosen = self.desk.office, self.desk.settings
        asked = Asked(
            office.path,
            office.key,
            places(office.path, chosen),
            self.desk.clock(),
            chosen.installation_id,
        )
        self._job = self.desk.background.run(partial(look_at, asked), self._show, self._failed)

    @override
    def leave(self) -> bool:
        return self.password.form.commit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        # Backups are made, and grow older, while the page is not looked at.
        self._stale = True
        super().showEvent(event)

    def _show(self, standing: Standing) -> None:
        self._job = None
        self.worries.show_worries(standing.worries)
        self.password.show_standing(standing)
        self.backups.show_standing(standing)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Problem):
            raise error
        self.desk.trouble(error)

    def _mend(self, code: str) -> None:
        mends = {
            "backup_none": self.backups.back_up,
            "backup_old": self.backups.back_up,
            "backup_place_missing": self.backups.choose_second,
            "backups_one_disk": self.backups.choose_second,
            "sheet_never_printed": self.password.ask_sheet,
            "backups_in_clear": self.backups.ask_delete_clear,
        }
        mends[code]()
