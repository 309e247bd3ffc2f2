import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.hours import parse
from desktop.language.typed_hours import parse_hours


def read(text: str) -> str | None:
    """What is read, in the shortest form of the notation."""
    notation = parse_hours(text)
    if notation is None:
        return None
    weekly = parse(notation)
    assert weekly is not None, notation
    return weekly.text()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mon–Fri 9–17", "Mo-Fr 09:00-17:00"),
        ("Mon-Fri 9am-5pm", "Mo-Fr 09:00-17:00"),
        ("Mon-Fri 9 a.m. - 5 p.m.", "Mo-Fr 09:00-17:00"),
        ("Monday to Friday 9:00 to 17:30, Sat 10-12", "Mo-Fr 09:00-17:30; Sa 10:00-12:00"),
        ("weekdays 9-17", "Mo-Fr 09:00-17:00"),
        ("daily 10-18", "Mo-Su 10:00-18:00"),
        ("every day 10-18", "Mo-Su 10:00-18:00"),
        ("Daily 9-17 except Sundays", "Mo-Sa 09:00-17:00"),
        ("open 24 hours", "24/7"),
        ("Mon-Fri 09:00-17:00, closed on public holidays", "Mo-Fr 09:00-17:00; PH off"),
        ("Mon-Sat 10-18; Sundays and holidays closed", "Mo-Sa 10:00-18:00; PH off"),
        ("Mon, Wed and Fri 9-12 and 13-16", "Mo,We,Fr 09:00-12:00,13:00-16:00"),
        ("Tuesday–Thursday, 13:00–15:00", "Tu-Th 13:00-15:00"),
        ("weekends 10-16", "Sa,Su 10:00-16:00"),
        ("Mon-Fri 9-17 (Fri 9-15)", "Mo-Th 09:00-17:00; Fr 09:00-15:00"),
        ("Fri 18-2", "Fr 18:00-02:00"),
        ("0900-1700", "Mo-Su 09:00-17:00"),
        ("1-5pm", "Mo-Su 13:00-17:00"),
        ("9-5pm", "Mo-Su 09:00-17:00"),
        ("0-24", "24/7"),
        ("closed", "off"),
    ],
)
def test_english_hours_are_read(text: str, hours: str) -> None:
    assert read(text) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("man-fre 9-17.30", "Mo-Fr 09:00-17:30"),
        ("man.-tors. 8.30-16.30, fre. 8.30-15", "Mo-Th 08:30-16:30; Fr 08:30-15:00"),
        ("mandag til fredag kl. 9-17", "Mo-Fr 09:00-17:00"),
        ("Mandag - fredag kl. 9.00 - 17.00", "Mo-Fr 09:00-17:00"),
        ("hverdage 9-16", "Mo-Fr 09:00-16:00; PH off"),
        ("ma-to 8-16, fr 8-14", "Mo-Th 08:00-16:00; Fr 08:00-14:00"),
        ("ti-on 10-12", "Tu,We 10:00-12:00"),
        ("man-fre 9-17, lør- og søndag lukket", "Mo-Fr 09:00-17:00"),
        ("alle dage 10-18, lukket på søn- og helligdage", "Mo-Sa 10:00-18:00; PH off"),
        ("døgnåbent", "24/7"),
        ("Åbningstider: man.–fre. 9–16", "Mo-Fr 09:00-16:00"),
    ],
)
def test_danish_hours_are_read(text: str, hours: str) -> None:
    assert read(text) == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("月～金 9:00〜17:00 祝日休み", "Mo-Fr 09:00-17:00; PH off"),
        ("月〜金　９：００～１７：３０", "Mo-Fr 09:00-17:30"),
        ("平日 9時～17時30分", "Mo-Fr 09:00-17:30; PH off"),
        ("月曜日から金曜日 9:00-17:00（土日祝休み）", "Mo-Fr 09:00-17:00; PH off"),
        ("月～金（祝日休み） 9:00～17:00", "Mo-Fr 09:00-17:00; PH off"),
        ("9:00～17:00（土日祝を除く）", "Mo-Fr 09:00-17:00; PH off"),
        ("9:00～17:00（月～金）", "Mo-Fr 09:00-17:00"),
        ("毎日 10:00~18:00", "Mo-Su 10:00-18:00"),
        ("年中無休 10:00～20:00", "Mo-Su 10:00-20:00"),
        ("24時間", "24/7"),
        ("月～金 9:00～12:00、13:00～17:00", "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("月・水・金 9時～17時", "Mo,We,Fr 09:00-17:00"),
        ("月水金 午前9時～午後5時", "Mo,We,Fr 09:00-17:00"),
        ("午後1時～5時", "Mo-Su 13:00-17:00"),
        ("9時半～17時半", "Mo-Su 09:30-17:30"),
        ("10:00～18:00、月曜休館", "Tu-Su 10:00-18:00"),
        ("営業時間 9:00～17:00 定休日 水曜日", "Mo,Tu,Th-Su 09:00-17:00"),
        ("月-金 9-17時", "Mo-Fr 09:00-17:00"),
    ],
)
def test_japanese_hours_are_read(text: str, hours: str) -> None:
    assert read(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "by appointment",
        "ring først",
        "要予約",
        "Mon",
        "Mon-Fri",
        "9",
        "9-5",
        "11-3",
        "Mon-Fri 9-25",
        "Mon 9-17 Tue",
        "Closed on Sundays",
        "定休日：日曜・祝日",
        "1 June - 31 August",
        "Mon-Fri 9-17, 1st Sat 10-12",
        "(Mon-Fri) 9-17, 10-12 (Sat)",
        "Mon- 9-17",
        "Mon-Fri 9-",
        "-",
        "()",
    ],
)
def test_what_has_no_single_reading_is_not_read(text: str) -> None:
    assert read(text) is None


@given(st.text("MonFriman-fre月火金～祝日休み 9:0017.30kl,;()to til24/7", max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    read(text)
