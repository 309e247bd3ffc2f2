r"""Bring the catalogues up to date with the source, and say what is not translated yet.

    python translations/update.py                 extract, update, list what is missing
    python translations/update.py --merge FOLDER  then fill what is missing from FOLDER/*.tsv
    python translations/update.py --check         change nothing; exit 1 if anything is to be done

A row of a .tsv file is msgctxt, msgid, Japanese, Danish, with \n for a new line. A message with a
plural is `singular|||plural`, and so is its Danish; Japanese has one form. A row is refused, with
its place, if its placeholders are not those of the message. Rows never change a translation that
the catalogue already has, unless --replace is given.
"""

from __future__ import annotations

import argparse
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TEMPLATE = HERE / "kakehashi.pot"
TRANSLATED = ("ja", "da")
SOURCES = ("desktop", "resources")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
BETWEEN_FORMS = "|||"


@dataclass(frozen=True)
class Row:
    """One translated message of a .tsv file; `place` is its file and line."""

    place: str
    context: str
    message: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]


def catalogue_path(code: str) -> Path:
    """Give the path of the catalogue of a language."""
    return HERE / code / "LC_MESSAGES" / "kakehashi.po"


def extracted() -> Catalog:
    """Collect the messages of the source, file by file and there by their text.

    Line numbers and dates are left out and the order does not hang on them, so that the template
    changes only when a message does.
    """
    found: dict[tuple[str, str | tuple[str, ...]], tuple[set[str], list[str]]] = {}
    for folder in SOURCES:
        for file, _line, message, comments, context in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=["Translators:"],
            strip_comment_tags=True,
        ):
            files, notes = found.setdefault((context or "", message), (set(), []))
            files.add(f"{folder}/{Path(file).as_posix()}")
            notes.extend(note for note in comments if note not in notes)
    template = Catalog(fuzzy=False)
    for (context, message), (files, notes) in sorted(
        found.items(), key=lambda item: (min(item[1][0]), forms(item[0][1]), item[0][0])
    ):
        template.add(
            message,
            locations=[(file, 0) for file in sorted(files)],
            auto_comments=notes,
            context=context or None,
        )
    return template


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue, always in the same way: no date, no line numbers."""
    header = (
        "# English is the source text; `python translations/update.py` writes this file.\n"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {catalogue.locale_identifier or ""}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, include_lineno=False)
    return header.encode() + body.getvalue()


def read(path: Path, code: str | None = None) -> Catalog:
    """Read a catalogue; a fault in it is an error with its line."""
    with path.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def updated(old: Catalog, template: Catalog, code: str) -> Catalog:
    """Give the messages of the template with the translations of the old catalogue."""
    result = Catalog(locale=code, fuzzy=False)
    for message in messages(template):
        known = old.get(message.id, message.context)
        same = known is not None and known.id == message.id and not known.fuzzy
        result.add(
            message.id,
            known.string if known and same else "",
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return result


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Give the messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def missing(catalogue: Catalog) -> list[str]:
    """List the messages that have no translation, or not in every form."""
    return [
        " | ".join(forms(message.id))
        for message in messages(catalogue)
        if not all(forms(message.string))
        or len(forms(message.string)) != wanted(message, catalogue)
    ]


def wanted(message: Message, catalogue: Catalog) -> int:
    """Tell how many forms a translation of a message has."""
    return int(catalogue.num_plurals) if message.pluralizable else 1


def _wanted(message: Message, catalogue: Catalog) -> int:
    return catalogue.num_plurals if message.pluralizable else 1


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Give the one form of a text, or all forms of a plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    """Give the placeholders of a message, with their formats; broken ones are a `ValueError`."""
    return {
        f"{name}!{conversion or ''}:{spec or ''}"
        for _literal, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def rows(path: Path) -> Iterator[Row | str]:
    """Read a .tsv file: its rows, and a sentence for each that cannot be used."""
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        place = f"{path.name}:{number}"
        cells = [cell.replace("\\n", "\n") for cell in line.split("\t")]
        if not line.strip() or cells[:2] == ["msgctxt", "msgid"]:
            continue
        if len(cells) != 4:
            yield f"{place}: {len(cells)} columns instead of 4"
            continue
        context, message, ja, da = cells
        texts = {code: tuple(text.split(BETWEEN_FORMS)) for code, text in (("ja", ja), ("da", da))}
        row = Row(place, context, tuple(message.split(BETWEEN_FORMS)), texts)
        yield fault(row) or row


def fault(row: Row) -> str:
    """Say what is wrong with a row, or nothing."""
    for code, texts in row.texts.items():
        originals = row.message if code == "da" else row.message[-1:]
        if len(texts) != len(originals):
            return f"{row.place}: {code} has {len(texts)} forms instead of {len(originals)}"
        for original, text in zip(originals, texts, strict=True):
            try:
                same = placeholders(original) == placeholders(text)
            except ValueError as error:
                return f"{row.place}: {code}: {error}: {text!r}"
            if text and not same:
                return f"{row.place}: {code} has other placeholders: {text!r} for {original!r}"
    return ""


def merge(
    catalogues: dict[str, Catalog], found: Iterable[Row | str], *, replace: bool
) -> Iterator[str]:
    """Fill the catalogues from rows, and say which could not be used."""
    for row in found:
        if isinstance(row, str):
            yield row
            continue
        for code, texts in row.texts.items():
            known = catalogues[code].get(row.message[0], row.context or None)
            if known is None or forms(known.id) != row.message:
                yield f"{row.place}: no such message in the source: {row.message[0]!r}"
                break
            new = list(texts) if known.pluralizable else texts[0]
            empty = not any(forms(known.string))
            if all(texts) and (empty or replace):
                known.string = new
            elif all(texts) and forms(known.string) != texts:
                yield f"{row.place}: {code} is {known.string!r} already, not {new!r}"


def check(template: Catalog) -> list[str]:
    """List what is to be done, and change nothing."""
    found = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != written(template):
        found.append("kakehashi.pot is not what the source says: run translations/update.py")
    for code in TRANSLATED:
        catalogue = updated(read(catalogue_path(code), code), template, code)
        found += [f"{code}: not translated: {text!r}" for text in missing(catalogue)]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; see the top of this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if needed")
    parser.add_argument("--merge", type=Path, metavar="FOLDER", help="fill from FOLDER/*.tsv")
    parser.add_argument("--replace", action="store_true", help="let rows change translations")
    options = parser.parse_args(arguments)

    template = extracted()
    if options.check:
        todo = check(template)
        sys.stdout.writelines(f"{line}\n" for line in todo)
        return 1 if todo else 0

    catalogues = {
        code: updated(read(catalogue_path(code), code), template, code) for code in TRANSLATED
    }
    if options.merge:
        for path in sorted(options.merge.glob("*.tsv")):
            remarks = merge(catalogues, rows(path), replace=options.replace)
            sys.stderr.writelines(f"{remark}\n" for remark in remarks)
    TEMPLATE.write_bytes(written(template))
    for code, catalogue in catalogues.items():
        catalogue_path(code).write_bytes(written(catalogue))
        left = missing(catalogue)
        sys.stdout.write(f"{code}: {len(left)} of {len(catalogue)} not translated\n")
        sys.stdout.writelines(f"    {text!r}\n" for text in left)
    return 0


if __name__ == "__main__":
    sys.exit(main())
