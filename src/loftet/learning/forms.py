"""The forms: an experience on one screen, and where it was used."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA
from loftet.core.forms import LongSelect, PlainForm, RecordForm
from loftet.learning.models import Experience, Help, Outcome
from loftet.people.models import Organisation


class ExperienceForm(RecordForm[Experience]):
    """An experience: half a page, written in five minutes."""

    indicator = forms.ChoiceField(label=_("Which figure is it about?"), widget=LongSelect, required=False)

    class Meta:
        model = Experience
        fields = ("title", "outcome", "done", "effect", "failed", "cost", "contact", "indicator")
        widgets = {"done": AREA, "effect": AREA, "failed": AREA}
        labels = {
            "title": _("What did you do, in a few words?"),
            "outcome": _("How did it go?"),
            "done": _("What was done?"),
            "effect": _("What came of it?"),
            "failed": _("What did not work?"),
            "cost": _("What did it cost?"),
            "contact": _("Whom can others ring?"),
        }
        help_texts = {
            "title": _("Such as «heat pumps in three sports halls»."),
            "done": _("Three to five sentences, as to a neighbour."),
            "effect": _("With a number, where you have one. No effect is an answer, too."),
            "failed": _("This is what others need most."),
            "cost": _("Roughly: money and hours. May be left out."),
            "contact": _(
                "Name, what the person does, and telephone number. People with a role on this site see it. It"
                " is removed when nobody has confirmed the experience for two years."
            ),
        }

    def __init__(self, *args: Any, indicators: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].required = True
        outcomes = [("", _("Choose an answer")), *Outcome.choices]
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        kept = self.instance.indicator
        known = dict(indicators)
        more = [] if not kept or kept in known else [(kept, kept)]  # one that is no longer shown stays
        choices = [("", _("None in particular")), *indicators, *more]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]


class HelpForm(PlainForm):
    """The organisation that an experience helped, and where it was used."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For"), empty_label=None, widget=LongSelect
    )
    used_in = forms.CharField(
        label=_("Where did you use it?"),
        max_length=200,
        validators=Help._meta.get_field("used_in").validators,
        help_text=_("Such as «in the tender for the new sports hall»."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
