"""What goes on behind the window once a file is open: checks, backups, what there is to see to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta

from desktop.errors import Problem
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.overview import since
from desktop.ui.privacy.reminder import remind
from desktop.ui.protection.keeper import Keeper

_log = logging.getLogger(__name__)
_THOROUGH_EVERY = timedelta(days=7)


def begin(
    desk: Desk,
    before: date | None,
    *,
    save: Callable[[], object],
    damaged: Callable[[Problem], object],
) -> None:
    """Begin it all, when the window was painted; `before` is the day the file was opened last.

    `save` remembers the settings, `damaged` is told of a file that is not what was written.
    """
    since.tell(desk, before)
    desk.background.run(contents.warm_up, lambda _done: None)
    desk.watch.start()
    _look_through(desk, save, damaged)
    Keeper(desk)
    remind(desk, before)


def _look_through(
    desk: Desk, save: Callable[[], object], damaged: Callable[[Problem], object]
) -> None:
    """Check the file behind the window; once a week thoroughly."""
    office, today, own = desk.office, desk.today(), desk.settings
    last = own.checked.get(str(office.path))
    thorough = last is None or not last <= today < last + _THOROUGH_EVERY

    def done(whole: bool) -> None:
        if whole and thorough:
            kept = {path: day for path, day in own.checked.items() if path in own.recent}
            own.checked = kept | {str(office.path): today}
            save()

    def failed(error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        _log.warning("the office file was looked through: %s", error.code)
        if error.code == "file_damaged":
            damaged(error)

    desk.background.run(lambda: office.check(thorough=thorough), done, failed, owner=desk)
