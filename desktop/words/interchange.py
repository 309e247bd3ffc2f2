"""Why a file in the interchange format was refused, as a sentence that says where."""

from collections.abc import Mapping

from desktop.language import N_, Language
from desktop.words import entities

_FAULTS: Mapping[str, str] = {
    "not_utf8": N_("this is not text in UTF-8 (byte {position})"),
    "bad_json": N_("this is not JSON (line {line}, column {column})"),
    "too_deep": N_("this is nested too deeply"),
    "too_large": N_("the file is too large"),
    "bad_number": N_("this number is none that can be stored"),
    "duplicate_field": N_("the field “{field}” is given twice"),
    "wrong_format": N_("this is not an office in the interchange format"),
    "wrong_type": N_("{expected} is expected here"),
    "unknown_field": N_("there is no field “{field}”"),
    "missing_field": N_("the field “{field}” is missing"),
    "unknown_code": N_("“{value}” is none of the known codes"),
    "unknown_zone": N_("“{value}” is none of the known time zones"),
    "out_of_range": N_("this must lie between {minimum} and {maximum}"),
    "bad_date": N_("“{value}” is not a date such as 2027-04-19"),
    "bad_time": N_("“{value}” is not a time such as 09:30"),
    "bad_uuid": N_("“{value}” is not an id (a UUID in small letters)"),
    "bad_reference": N_("“{value}” is not a reference such as DEL-2027-001 for its kind"),
    "bad_value": N_("“{value}” cannot be stored here"),
    "unknown_id": N_("there is nothing of the kind “{kind}” with the id {id}"),
    "duplicate_id": N_("the id {id} is given twice"),
    "duplicate_reference": N_("the reference {reference} is given twice"),
    "id_taken": N_("the office already has an entry with the id {id}"),
    "reference_taken": N_("the office already has a record {reference}"),
    "other_record": N_("{id} belongs to another record"),
    "circle": N_("this would be inside itself"),
}

_TYPES: Mapping[str, str] = {
    "object": N_("an object"),
    "array": N_("a list"),
    "string": N_("a text"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false"),
}


def refusal(values: Mapping[str, object], speaker: Language) -> str:
    """Why nothing was imported; the values are those of Problem `interchange_invalid`."""
    said = {name: str(value) for name, value in values.items()}
    if "expected" in said:
        expected = said["expected"]
        said["expected"] = speaker.gettext(_TYPES.get(expected, expected))
    if "kind" in said:
        said["kind"] = entities.kind(said["kind"], speaker)
    reason = said["reason"]
    fault = speaker.gettext(_FAULTS[reason]).format(**said)
    if not said["path"]:
        return speaker.gettext(N_("Nothing was imported: {fault}.")).format(fault=fault)
    line = speaker.gettext(N_("Nothing was imported. At {path}: {fault}."))
    return line.format(path=said["path"], fault=fault)
