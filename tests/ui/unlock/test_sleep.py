"""The computer is about to sleep: as logind tells it, and as Windows does."""

from ctypes import addressof, wintypes

from PySide6.QtWidgets import QApplication

from desktop.ui.unlock.sleep import Sleep, SuspendMessages


def test_only_the_beginning_of_sleep_is_told(qapp: QApplication) -> None:
    sleep, told = Sleep(qapp), []
    sleep.coming.connect(lambda: told.append("sleep"))
    sleep.prepare(False)
    assert told == []
    sleep.prepare(True)
    assert told == ["sleep"]
    sleep.stop()


def test_windows_says_it_in_one_of_its_messages(qapp: QApplication) -> None:
    sleep, told = Sleep(qapp), []
    sleep.coming.connect(lambda: told.append("sleep"))
    messages = SuspendMessages(sleep)
    for kind, number, meaning in (
        (b"windows_generic_MSG", 0x0218, 18),  # it wakes
        (b"windows_generic_MSG", 0x0100, 4),  # a key
        (b"xcb_generic_event_t", 0x0218, 4),
    ):
        message = wintypes.MSG(message=number, wParam=meaning)
        assert messages.nativeEventFilter(kind, addressof(message)) == (False, 0)
    assert told == []
    message = wintypes.MSG(message=0x0218, wParam=4)
    assert messages.nativeEventFilter(b"windows_generic_MSG", addressof(message)) == (False, 0)
    assert told == ["sleep"]
