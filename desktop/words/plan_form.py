"""What can be wrong with what is asked of `kakehashi plan` and `plan-benchmark`, as sentences."""

from collections.abc import Mapping

from desktop.language import N_

DRAFTING: Mapping[str, str] = {
    "seconds_unreadable": N_("“{text}” is not a number of seconds from {least} to {most}."),
    "plan_for_delegations": N_(
        "{reference} is no delegation; only the programme of a delegation can be drafted."
    ),
    "left_unknown": N_("Nothing that is left out is called “{name}”."),
    "left_ambiguous": N_("“{name}” may be any of these: {names}."),
    "left_placed": N_("“{title}” is not left out: it has a place in the draft."),
    "plan_not_json": N_("This is not JSON; line {line}, column {column}."),
    "plan_too_large": N_("This is too large; at most {most} MB can be read."),
    "plan_missing": N_("{where}: this is missing."),
    "plan_no_object": N_("{where}: an object is expected, as in {{ }}."),
    "plan_no_list": N_("{where}: a list is expected, as in [ ]."),
    "plan_no_pair": N_("{where}: two numbers are expected, such as [540, 720]."),
    "plan_no_number": N_("{where}: a number is expected."),
    "plan_too_far": N_("{where}: a number of at most {most} is expected."),
    "plan_no_day": N_("{where}: there is no such day; they are numbered from 0 to {last}."),
    "plan_no_truth": N_("{where}: true or false is expected."),
    "plan_no_name": N_("{where}: a text or a whole number is expected."),
    "plan_negative": N_("{where}: this must not be less than 0."),
    "plan_outside": N_("{where}: a whole number from {least} to {most} is expected."),
    "plan_too_many": N_("{where}: {number} entries are too many; at most {most} are possible."),
    "plan_twice": N_("{where}: “{text}” is there twice."),
    "plan_backwards": N_("{where}: this ends before it begins."),
    "plan_no_places": N_("{where}: there is no place in it."),
    "plan_no_place": N_("{where}: there is no place {number}; they are numbered from 0 to {last}."),
    "plan_not_square": N_("{where}: {number} entries, but there are {rows} rows."),
    "plan_other_days": N_("{where}: there are windows for {number} days, but {days} days."),
}
