"""What every test of the draft leaves behind is gone before the next begins."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _gone(qapp: QApplication) -> Iterator[None]:
    """Delete what is to be deleted later: no event loop runs between tests, and pages are large."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
