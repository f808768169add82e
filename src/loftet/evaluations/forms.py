"""The form of what a team tells after an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import VersionForm
from loftet.evaluations.models import LONGEST_ANSWER, Outcome, Result, Stage
from loftet.meetings.models import Team

USEFUL = [
    (5, _("5: very useful")),
    (4, "4"),
    (3, "3"),
    (2, "2"),
    (1, _("1: not useful")),
]


class AfterwardsForm(VersionForm):
    """Three questions in the first stage, and what came of it where firms and buyers have met."""

    def __init__(self, *args: Any, team: Team, stage: Stage, **options: Any) -> None:
        super().__init__(*args, **options)
        if stage == Stage.WEEKS:
            self._add_questions(team)
        if team.event.kind_of.meets:
            self._add_result(Outcome.objects.filter(team=team).last())
        self.style_fields()

    def _add_questions(self, team: Team) -> None:
        told = getattr(team, "evaluation", None)
        self.fields["useful"] = forms.TypedChoiceField(
            label=_("How useful was the meeting?"),
            coerce=int,
            choices=USEFUL,
            widget=forms.RadioSelect,
            initial=told.useful if told else None,
            error_messages={"required": _("Choose a number.")},
        )
        for name, label in (
            ("learned", _("What did you take with you?")),
            ("better", _("What should be better next time?")),
        ):
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_ANSWER,
                initial=getattr(told, name, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _add_result(self, told: Outcome | None) -> None:
        self.fields["result"] = forms.ChoiceField(
            label=_("What has come of it?"),
            choices=Result.choices,
            widget=forms.RadioSelect,
            initial=told.result if told else None,
            error_messages={"required": _("Choose what has come of it.")},
        )
        self.fields["why"] = forms.CharField(
            label=_("Why?"), required=False, max_length=300, initial=told.why if told else ""
        )
