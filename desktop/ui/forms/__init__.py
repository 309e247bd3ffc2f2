"""Forms: one field per value, saved as it is left."""

from desktop.ui.forms.choice import Choice, ChoiceField, FlagsField, SwitchField
from desktop.ui.forms.dates import DateField, TimeField
from desktop.ui.forms.field import Field, Unreadable
from desktop.ui.forms.form import Form, Section
from desktop.ui.forms.hours import HoursField
from desktop.ui.forms.lines import TextArea, TextLine
from desktop.ui.forms.moment import MomentField, other_clock, part_text
from desktop.ui.forms.reference import ChipsField, ReferenceField
from desktop.ui.forms.suggest import Suggester, Suggestion
from desktop.ui.forms.text import (
    DecimalField,
    IntegerField,
    LongTextField,
    ReadOnlyField,
    TextField,
)
from desktop.ui.forms.trilingual import TrilingualField
from desktop.ui.forms.zone import ZoneField

__all__ = [
    "ChipsField",
    "Choice",
    "ChoiceField",
    "DateField",
    "DecimalField",
    "Field",
    "FlagsField",
    "Form",
    "HoursField",
    "IntegerField",
    "LongTextField",
    "MomentField",
    "ReadOnlyField",
    "ReferenceField",
    "Section",
    "Suggester",
    "Suggestion",
    "SwitchField",
    "TextArea",
    "TextField",
    "TextLine",
    "TimeField",
    "TrilingualField",
    "Unreadable",
    "ZoneField",
    "other_clock",
    "part_text",
]
