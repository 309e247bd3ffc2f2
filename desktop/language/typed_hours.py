"""Opening hours as officers type or paste them, in any of the three languages.

What has one sensible reading is written in the notation of OpenStreetMap, which
`desktop.domain.hours` reads; anything else is None, and the field says so.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.language.typed import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_HOLIDAY = "PH"
_DAY = 24 * 60
_LATEST_NIGHT = 6 * 60

_WEEKDAYS = (
    r"m(?:on(?:days?)?|an(?:dage?)?|o|a)|月",
    r"t(?:u(?:e(?:s(?:days?)?)?)?|ir(?:s(?:dage?)?)?|i)|火",
    # "on" is Wednesday only where it hangs on a dash; else it is the English word.
    r"wed?(?:nes(?:days?)?)?|ons(?:dage?)?|(?<=-)on|on(?=-)|水",
    r"th(?:u(?:r(?:s(?:days?)?)?)?)?|tor(?:s(?:dage?)?)?|(?<=-)to|to(?=-)|木",
    r"fr(?:i(?:days?)?|e(?:dage?)?)?|金",
    r"sa(?:t(?:ur(?:days?)?)?)?|lør(?:dage?)?|lø|土",
    r"su(?:n(?:days?)?)?|søn(?:dage?)?|sø|日",
)
_SETS = (
    (r"weekdays?|hverdage?|平日", range(5)),
    (r"weekend(?:s|en|er)?|週末", (5, 6)),
    (r"(?:every ?day|daily|dagligt?|alle dage|hver dag|毎日|年中無休|全日)", range(7)),
)
# Days that are told apart from holidays by their own word: nobody works then on a holiday.
_NO_HOLIDAYS = re.compile(r"hverdage?|平日")
_CLOCK = (
    r"(?:午前|午後)? ?\d{1,2} ?(?:時半|時(?: ?\d{1,2} ?分)?|[:.]\d\d)"
    r"|\d{4}(?!\d)|\d{1,2}(?!\d)(?: ?[ap]\.?m\b\.?)?"
)
_CLOCK = rf"(?:{_CLOCK})(?: ?[ap]\.?m\b\.?)?"
_NOISE = (
    r"opening hours|hours|always|open|from|every|each|on|are|is|the|and|&"
    r"|åbningstider|åbningstid|altid|åbent|åben|fra|på|om|og|kl"
    r"|常時|営業時間|開館時間|利用時間|営業|開館|開室|及び|および|まで|は|の|と|を"
    r"|[:().\[\]]"
)
_TOKEN = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("always", r"24/7|24 ?(?:hours|h\b|timer|時間)|always open|døgnåbent?|hele døgnet"),
            (
                "closed",
                r"closed|except|off\b|lukket|undtagen|定休日?|休館日?|休業日?|休室|お?休み|休(?!日)|除く",
            ),
            (
                "holiday",
                r"(?:public |bank )?holidays?|helligdage?|(?:国民の)?祝祭?日|祝|休日|ph\b",
            ),
            *((f"set{number}", pattern) for number, (pattern, _days) in enumerate(_SETS)),
            *(
                (f"day{number}", rf"(?:{pattern})(?![a-zæøå])(?:曜日?)?\.?")
                for number, pattern in enumerate(_WEEKDAYS)
            ),
            ("clock", _CLOCK),
            ("dash", r"-|to\b|til\b|until\b|till\b|through\b|thru\b"),
            ("stop", r"[,;、・/\n]"),
            ("noise", rf"(?:{_NOISE})(?![a-zæøå])|[:().\[\]]"),
            ("space", r"\s+"),
        )
    )
)
_DASHES = re.compile(r"[‐‑‒–—―−～〜~ー]|から(?=[月火水木金土日\d午])")
# 月～金（祝日休み）9:00～17:00: what is said in passing goes to the end.
_IN_PASSING = re.compile(r"\(([^()]*(?:closed|except|lukket|undtagen|休|除く)[^()]*)\)")
# "søn- og helligdage" leaves out what both words end on.
_CUT_SHORT = re.compile(r"- ?(?=og\b)")


class _Token(NamedTuple):
    sort: str
    text: str


@dataclass
class _Part:
    """A run of days, of times, or the word for closed."""

    sort: str
    text: str


def parse_hours(text: str) -> str | None:
    """Read opening hours: "Mon–Fri 9–17", "man-fre kl. 9-17.30", "月～金 9:00～17:00 祝日休み".

    Gives them in the notation of OpenStreetMap, not yet in its shortest form, or None.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    for found in _IN_PASSING.findall(folded):
        folded = folded.replace(f"({found})", " ") + f" {found}"
    plain = _CUT_SHORT.sub(" ", _DASHES.sub("-", folded))
    tokens = _tokens(re.sub(r" ?- ?", "-", plain).strip())
    parts = None if tokens is None else _parts(tokens)
    rules = None if parts is None else _rules(parts)
    if rules and _NO_HOLIDAYS.search(plain) and not any(_HOLIDAY in rule for rule in rules):
        rules.append(f"{_HOLIDAY} off")
    return "; ".join(rules) if rules else None


def _tokens(text: str) -> list[_Token] | None:
    found: list[_Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or not match[0]:
            return None
        sort = match.lastgroup or ""
        if sort not in ("noise", "space"):
            found.append(_Token(sort, match[0]))
        at = match.end()
    return found


def _parts(tokens: list[_Token]) -> list[_Part] | None:
    """Put the words together that say one thing: days, times, or closed."""
    parts: list[_Part] = []
    waiting = tokens[::-1]
    while waiting:
        sort = waiting[-1].sort
        if sort == "stop":
            waiting.pop()
        elif sort == "closed":
            waiting.pop()
            parts.append(_Part("closed", "off"))
        else:
            read = _times if sort in ("clock", "always") else _days
            text = read(waiting)
            if text is None:
                return None
            parts.append(_Part("times" if read is _times else "days", text))
    return parts


def _days(waiting: list[_Token]) -> str | None:
    """Take days from the end of what is waiting: Mon–Wed, Fri, holidays; None if there are none."""
    named: list[str] = []
    while waiting:
        token = waiting[-1]
        if token.sort == "stop" and len(waiting) > 1 and _is_day(waiting[-2]):
            waiting.pop()
        elif token.sort == "dash" and named and named[-1] in _DAYS and len(waiting) > 1:
            if not waiting[-2].sort.startswith("day"):
                return None
            waiting.pop()
            named[-1] += "-" + _DAYS[int(waiting.pop().sort[3:])]
        elif _is_day(token):
            named.extend(_named(waiting.pop()))
        else:
            break
    return ",".join(named) or None


def _is_day(token: _Token) -> bool:
    return token.sort == "holiday" or token.sort.startswith(("day", "set"))


def _named(token: _Token) -> Iterator[str]:
    if token.sort == "holiday":
        yield _HOLIDAY
    elif token.sort.startswith("day"):
        yield _DAYS[int(token.sort[3:])]
    else:
        yield from (_DAYS[day] for day in _SETS[int(token.sort[3:])][1])


def _times(waiting: list[_Token]) -> str | None:
    """Take times from the end of what is waiting: 9–12, 13–17; None if they make no sense."""
    spans: list[str] = []
    while waiting:
        token = waiting[-1]
        if token.sort == "stop" and len(waiting) > 1 and waiting[-2].sort == "clock":
            waiting.pop()
        elif token.sort == "always":
            waiting.pop()
            spans.append("00:00-24:00")
        elif token.sort == "clock":
            if len(waiting) < 3 or (waiting[-2].sort, waiting[-3].sort) != ("dash", "clock"):
                return None
            span = _span(token.text, waiting[-3].text)
            if span is None:
                return None
            del waiting[-3:]
            spans.append(span)
        else:
            break
    return ",".join(spans) or None


def _span(first: str, last: str) -> str | None:
    start, end = _minutes(first), _minutes(last)
    if start is None or end is None:
        return None
    # 1–5 pm and 午後1時～5時 say only once which half of the day they are in.
    half = _DAY // 2
    if re.search(r"p\.?m", last) and not re.search(r"[ap]\.?m", first) and start + half < end:
        start += half
    if "午後" in first and "午" not in last and end < half:
        end += half
    if end <= start and not (end <= _LATEST_NIGHT and start >= half):
        return None
    return f"{_clock(start)}-{_clock(end)}"


def _minutes(text: str) -> int | None:
    if re.fullmatch(r"24(?:[:.]?00|時)?", text.strip()):
        return _DAY
    time = parse_time(text)
    return None if time is None else time.hour * 60 + time.minute


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _rules(parts: list[_Part]) -> list[str] | None:
    """Match days with what holds on them, whichever of the two is said first."""
    if len(parts) == 1 and parts[0].sort == "closed":
        return [parts[0].text]
    # Of somewhere that is closed on Sundays it is not known when it is open.
    if all(part.sort != "times" for part in parts):
        return None
    rules: list[str] = []
    at = 0
    while at < len(parts):
        this, rest = parts[at], [part.sort for part in parts[at + 1 : at + 3]]
        if this.sort == "days" and rest and rest[0] != "days":
            rules.append(f"{this.text} {parts[at + 1].text}")
            at += 2
        elif this.sort != "days" and rest[:1] == ["days"] and rest[1:] in ([], ["days"]):
            rules.append(f"{parts[at + 1].text} {this.text}")
            at += 2
        elif this.sort == "times" and not rules:
            rules.append(f"Mo-Su {this.text}")
            at += 1
        else:
            return None
    return rules
