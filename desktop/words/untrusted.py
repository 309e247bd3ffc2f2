"""Input from others in words: what was not read, and why that is safer."""

from collections.abc import Mapping

from desktop.language import N_

PROBLEMS: Mapping[str, str] = {
    "file_not_ordinary": N_("“{path}” is not an ordinary file, so it was not read."),
    "file_altered": N_(
        "“{path}” was changed outside Kakehashi: “{name}” does not belong in an office file. It "
        "was left as it is; please open a backup."
    ),
    "template_elsewhere": N_(
        "“{path}” leads out of its folder, so it is not used: a template must lie there itself."
    ),
}
