"""What the data sets say in one language only, in all three."""

CITIES = {
    name: {"ja": ja, "da": da, "en": name}
    for name, ja, da in (
        ("Copenhagen", "コペンハーゲン", "København"),
        ("Kongens Lyngby", "コンゲンス・リュンビュー", "Kongens Lyngby"),
        ("Aalborg", "オールボー", "Aalborg"),
        ("Hørsholm", "ホアスホルム", "Hørsholm"),
        ("Odense", "オーデンセ", "Odense"),
        ("Kastrup", "カストルプ", "Kastrup"),
        ("Tokyo", "東京", "Tokyo"),
        ("Wako", "和光", "Wako"),
        ("Tsukuba", "つくば", "Tsukuba"),
        ("Koganei", "小金井", "Koganei"),
        ("Chiba", "千葉", "Chiba"),
        ("Narita", "成田", "Narita"),
    )
}

LATIN_ADDRESSES = {
    "v-hnd": "Haneda-kuko, Ota-ku, Tokyo",
    "v-nrt": "Narita-shi, Chiba",
    "v-hotel": "Shibuya-ku, Tokyo (fictional)",
    "v-emb": "Sarugaku-cho, Shibuya-ku, Tokyo",
    "v-res": "Sarugaku-cho, Shibuya-ku, Tokyo",
    "v-cao": "Nagata-cho, Chiyoda-ku, Tokyo",
    "v-mext": "Kasumigaseki, Chiyoda-ku, Tokyo",
    "v-meti": "Kasumigaseki, Chiyoda-ku, Tokyo",
    "v-qstar": "Tokyo (fictional meeting room)",
    "v-jst": "7 Goban-cho, Chiyoda-ku, Tokyo",
    "v-riken": "2-1 Hirosawa, Wako-shi, Saitama",
    "v-nishina": "2-1 Hirosawa, Wako-shi, Saitama",
    "v-nict": "Nukuikita-machi, Koganei-shi, Tokyo",
    "v-gquat": "Tsukuba-shi, Ibaraki",
    "v-nims": "Tsukuba-shi, Ibaraki",
    "v-ut": "Hongo, Bunkyo-ku, Tokyo",
    "v-qst": "Inage-ku, Chiba-shi, Chiba",
}

# From where, to where, and by what, as far as the title of an item says it.
ROUTES = {
    "i02": ("v-cph", "v-hnd", "SK983"),
    "i03": ("v-cph", "v-nrt", ""),
    "i04": ("v-hnd", "v-hotel", ""),
    "i06": ("v-nrt", "v-hotel", ""),
    "i17": ("v-hotel", "v-riken", ""),
    "i25": ("v-riken", "v-nict", ""),
    "i43": ("v-hotel", "v-hnd", ""),
    "i44": ("v-hnd", "v-cph", "SK984"),
}

NOTES = {
    en: {"ja": ja, "da": da, "en": en}
    for en, ja, da in (
        (
            "times as published for 2023; illustrative",
            "時刻は2023年の公表値による例示",
            "tider som offentliggjort for 2023; kun et eksempel",
        ),
        ("illustrative", "例示", "kun et eksempel"),
        (
            "gift exchange: head of delegation ↔ host",
            "記念品交換：団長 ↔ 受入担当者",
            "gaveudveksling: delegationsleder ↔ vært",
        ),
        (
            "max. 6 persons; no photography",
            "定員6名、撮影禁止",
            "højst 6 personer; ingen fotografering",
        ),
        (
            "24-hour shift over midnight",
            "日をまたぐ24時間シフト",
            "24-timers skift hen over midnat",
        ),
        (
            "ISO week 29: facility may be closed",
            "第29週：施設休業の可能性あり",
            "uge 29: faciliteten kan være lukket",
        ),
        (
            "clock goes back 03:00→02:00: 3 clock hours = 4 real hours",
            "時計を03:00→02:00に戻す：時計では3時間、実際は4時間",
            "uret stilles tilbage fra 03.00 til 02.00: 3 timer på uret = 4 timer i alt",
        ),
        (
            "clock goes forward 02:00→03:00: 3 clock hours = 2 real hours",
            "時計を02:00→03:00に進める：時計では3時間、実際は2時間",
            "uret stilles frem fra 02.00 til 03.00: 3 timer på uret = 2 timer i alt",
        ),
    )
}

OFFICE = {
    "name": {
        "ja": "デンマーク王国大使館（東京）（デモ）",
        "da": "Danmarks Ambassade i Tokyo (demo)",
        "en": "Royal Danish Embassy, Tokyo (demo)",
    },
    "country": "DK",
    "zone": "Asia/Tokyo",
}

DRESS = {
    "business": {
        "ja": "平服（ビジネススーツ）",
        "da": "Jakkesæt",
        "en": "Business attire",
    },
}

# What the briefing sheets and the gift list of the demo visit say, by item.
BRIEFINGS: dict[str, dict[str, object]] = {
    "i11": {
        "purpose": {
            "ja": "日デンマーク量子協力覚書の実施状況を報告し、"
            "次年度の重点分野について意見を伺う。",
            "da": "Orientere om, hvordan samarbejdsaftalen om kvanteteknologi føres ud i livet, "
            "og høre om prioriteterne for næste år.",
            "en": "Report on how the memorandum on quantum cooperation is carried out, and hear "
            "the priorities for next year.",
        },
        "questions": {
            "ja": "次期量子戦略における国際連携の位置づけは。\n共同公募の開始時期の見通しは。",
            "da": "Hvilken plads får det internationale samarbejde i den næste kvantestrategi?\n"
            "Hvornår ventes det fælles opslag?",
            "en": "What place will international cooperation have in the next quantum strategy?\n"
            "When is the joint call expected?",
        },
        "gift": "Porcelain bowl ↔ lacquer box",
    },
    "i18": {
        "purpose": {
            "ja": "超伝導量子ビットの共同研究と若手研究者の受入れについて協議する。",
            "da": "Drøfte fælles forskning i superledende kvantebits og ophold for yngre forskere.",
            "en": "Discuss joint research on superconducting qubits and stays of young "
            "researchers.",
        },
        "questions": {
            "ja": "外部利用者が希釈冷凍機を利用できる条件は。",
            "da": "På hvilke vilkår kan eksterne brugere få adgang til fortyndingskryostaterne?",
            "en": "On what terms can external users work at the dilution refrigerators?",
        },
    },
}
