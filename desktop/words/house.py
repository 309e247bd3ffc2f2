"""What may be wrong with the look that an office gave its papers, with the place of the fault."""

from collections.abc import Mapping

from desktop.language import N_

HOUSE: Mapping[str, str] = {
    "house_not_json": N_(
        "“{path}” cannot be read: line {line}, column {column} is not valid JSON."
    ),
    "house_not_utf8": N_("“{path}” cannot be read: it is not saved as UTF-8."),
    "house_too_long": N_("“{path}” is too long to be read."),
    "house_not_object": N_("In “{path}”, “{place}” has to be a group in curly brackets."),
    "house_unknown": N_(
        "In “{path}” there is no setting “{place}”; it may hold accent, letterhead, footer and "
        "wording."
    ),
    "house_language": N_("In “{path}”, “{place}”: the languages are ja, da and en."),
    "house_not_text": N_("In “{path}”, “{place}” has to be a text in quotation marks."),
    "house_colour": N_(
        "In “{path}”, “{place}”: “{text}” is not one of the colours on offer, and not a colour "
        "such as #1f3a5f that is dark enough to be read on white."
    ),
    "house_placeholders": N_(
        "In “{path}”, “{place}”: the text has to keep what is replaced ({placeholders})."
    ),
    "logo_large": N_("“{path}” is too large for a logo: at most 1 MB and 4,000 pixels a side."),
    "logo_unreadable": N_("“{path}” is not a picture that can be read (SVG or PNG)."),
    "logo_unsafe": N_(
        "“{path}” is not used: a logo must not load or run anything, and “{place}” would."
    ),
    "template_package": N_(
        "“{path}”, line {line}: a template must not load packages from the network."
    ),
    "template_broken": N_("The template “{place}” is wrong in line {line}: {reason}."),
}
