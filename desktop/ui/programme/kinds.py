"""The kind of a programme item: guessed from its title in three languages, and its icon. No Qt."""

from __future__ import annotations

import re
import unicodedata

from desktop.domain.codes import ItemKind

# A word of Latin letters begins where a word begins (but may be compounded: frokostmøde); those
# that end in "." stand alone. Japanese has no spaces, so its words are found anywhere.
_WORDS = {
    ItemKind.FLIGHT: "flight fly. flyver flyafgang フライト 航空便 便名",
    ItemKind.TRAIN: "train. tog. togrejse shinkansen 新幹線 列車 電車 鉄道",
    ItemKind.TRANSFER: (
        "transfer bus. bustur bustransport minibus taxi kørsel 移動 バス タクシー 送迎"
    ),
    ItemKind.HOTEL: "hotel overnight check-in indtjekning overnatning ホテル 宿泊 チェックイン",
    ItemKind.MEETING_POINT: "meeting_point meet_at mødested mødes_ved 集合",
    ItemKind.FREE_LUNCH: "free_lunch lunch_on_your_own frokost_på_egen_hånd 各自昼食",
    ItemKind.DINNER: "dinner middag. middagsselskab festmiddag aftensmad 夕食 晩餐 ディナー",
    ItemKind.MEAL: "lunch. luncheon frokost breakfast morgenmad 昼食 朝食 ランチ 会食",
    ItemKind.RECEPTION: "reception modtagelse. レセプション 懇親会 歓迎会",
    ItemKind.LAB_TOUR: "lab_tour laboratory_tour guided_tour rundvisning ラボ見学 見学 ラボツアー",
    ItemKind.COURTESY_CALL: "courtesy høflighedsvisit høflighedsbesøg 表敬",
    ItemKind.CEREMONY: "ceremony ceremoni signing. underskrivelse 式典 調印 署名式",
    ItemKind.ROUND_TABLE: "round_table roundtable round-table rundbord 円卓",
    ItemKind.WORKSHOP: "workshop ワークショップ",
    ItemKind.WORKING_SESSION: "working_session arbejdssession arbejdsmøde 作業部会",
    ItemKind.CONFERENCE: (
        "conference symposium seminar konference シンポジウム セミナー カンファレンス"
    ),
    ItemKind.MATCHMAKING: "matchmaking matching. business_matching 個別面談 マッチング 商談",
    ItemKind.ONLINE: (
        "online onlinemøde video_call videomøde teams. zoom. webex. "
        "オンライン テレビ会議 ウェブ会議"
    ),
    ItemKind.BRIEFING: "briefing ブリーフィング 結団式",
    ItemKind.FREE: "free_time fri_tid fritid. 自由時間 自由行動",
    ItemKind.PREPARATION: "preparation forberedelse 準備",
    ItemKind.VISIT: "visit. site_visit besøg 視察 訪問",
    ItemKind.MEETING: "meeting. meet. møde 会議 会合 面談 意見交換 打合せ 打ち合わせ",
}
_ROOM = re.compile(
    r"^(?:(?:meeting |seminar |conference )?room|(?:møde|undervisnings)?lokale|auditorium|sal) \w"
    r"|(?<![a-z])(?:auditorium|mødelokale|meeting room|seminar room)$|(?:会議|教|講義|応接)室|講堂"
)
_CJK = re.compile(r"[぀-ヿ㐀-鿿]")


_ICONS = {
    ItemKind.MEETING: "users-round",
    ItemKind.COURTESY_CALL: "handshake",
    ItemKind.VISIT: "building-2",
    ItemKind.LAB_TOUR: "flask-conical",
    ItemKind.WORKSHOP: "presentation",
    ItemKind.WORKING_SESSION: "users-round",
    ItemKind.ROUND_TABLE: "users-round",
    ItemKind.CONFERENCE: "presentation",
    ItemKind.MATCHMAKING: "arrow-left-right",
    ItemKind.ONLINE: "video",
    ItemKind.BRIEFING: "info",
    ItemKind.CEREMONY: "handshake",
    ItemKind.MEAL: "utensils",
    ItemKind.DINNER: "utensils",
    ItemKind.FREE_LUNCH: "utensils",
    ItemKind.RECEPTION: "utensils",
    ItemKind.TRANSFER: "bus",
    ItemKind.FLIGHT: "plane",
    ItemKind.TRAIN: "train-front",
    ItemKind.HOTEL: "hotel",
    ItemKind.MEETING_POINT: "map-pin",
    ItemKind.FREE: "sun",
    ItemKind.PREPARATION: "list-checks",
    ItemKind.INTERNAL: "lock",
    ItemKind.OTHER: "circle",
}


def _pattern(word: str) -> str:
    if _CJK.search(word):
        return re.escape(word)
    body = re.escape(word.rstrip(".").replace("_", " "))
    return rf"(?<![a-zæøå]){body}" + (r"(?![a-zæøå])" if word.endswith(".") else "")


_ALL = [
    (re.compile(_pattern(word)), len(word), kind)
    for kind, words in _WORDS.items()
    for word in words.split()
]
_ALL.append((re.compile(r"[0-9] ?便"), len("983便"), ItemKind.FLIGHT))  # but not 郵便


def guess_kind(title: str) -> ItemKind | None:
    """The kind that the first telling word of a title names, the longest where two begin there."""
    folded = unicodedata.normalize("NFKC", title).lower()
    found = [
        (match.start(), -length, kind)
        for pattern, length, kind in _ALL
        if (match := pattern.search(folded))
    ]
    return min(found)[2] if found else None


def is_room(name: str) -> bool:
    """Whether a place is called as a room is, which holds one thing at a time; a house does not."""
    folded = unicodedata.normalize("NFKC", name).lower()
    return _ROOM.search(folded) is not None


def kind_icon(kind: str) -> str:
    """The name of the icon that stands for a kind."""
    return _ICONS[ItemKind(kind)]
