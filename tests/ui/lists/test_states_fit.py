"""The lists of records in a window of 1024 pixels: nothing is wider than it, and no state is cut.

Where an officer wants to know how far a thing is, "Under forbered…" is no answer.
"""

from collections.abc import Callable
from enum import StrEnum

import pytest
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.domain.codes import DelegationStatus, ExchangeStatus, Stage
from desktop.store import interchange
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.lists import ListPage
from desktop.ui.pages.access_requests import AccessRequestsPage
from desktop.ui.pages.delegations import DelegationsPage
from desktop.ui.pages.exchanges import ExchangesPage
from desktop.ui.pages.facilities import FacilitiesPage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets.marks import chip_size

ROOM = 1024 - 256  # what the sidebar leaves where its words are longest
LISTS: dict[Callable[[Desk], ListPage], type[StrEnum] | None] = {
    DelegationsPage: DelegationStatus,
    ExchangesPage: ExchangeStatus,
    AccessRequestsPage: Stage,
    FacilitiesPage: None,
}


@pytest.mark.parametrize("make", LISTS)
def test_a_list_fits_a_narrow_window_and_shows_each_state_whole(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch, make: Callable[[Desk], ListPage]
) -> None:
    interchange.import_demo(desk.office)
    page = make(desk)
    qtbot.addWidget(page)
    page.resize(ROOM, 600)
    page.show()
    qtbot.waitUntil(lambda: page.table.width() > ROOM - 3 * look.XL)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() == 0)
    names = [column.name for column in page.model.columns]
    states = LISTS[make]
    if states is not None:
        at = names.index("stage" if states is Stage else "status")
        room = page.table.horizontalHeader().sectionSize(at) - 2 * look.S
        for code in ("ja", "da", "en"):
            switch.use(code)
            cut = [word for word in map(words.word, states) if chip_size(word, "x").width() > room]
            assert not cut
