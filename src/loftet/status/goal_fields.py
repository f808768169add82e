"""Goals and targets that a record names in `goals` and `targets`: their checks, fields and filter."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.cpv import cpv_prefix
from loftet.core.fields import LONGEST_TOLD
from loftet.status.goal_names import find_goal, find_target, goal_titles, goals, target_titles

MOST_KEYS = 10


def known_goals(keys: object) -> None:
    """Refuse a goal that does not exist.

    Raises:
        ValidationError: with the first such one.
    """
    _all_known(keys, find_goal)


def known_targets(keys: object) -> None:
    """Refuse a target that does not exist.

    Raises:
        ValidationError: with the first such one.
    """
    _all_known(keys, find_target)


def _all_known(keys: object, find: Callable[[str], object]) -> None:
    if not isinstance(keys, list) or len(keys) > MOST_KEYS:
        raise ValidationError(_("Name at most %(most)d."), params={"most": MOST_KEYS})
    for key in keys:
        if find(str(key)) is None:
            raise ValidationError(
                _("There is no goal or target «%(key)s»."), params={"key": str(key)[:LONGEST_TOLD]}
            )


class TaggedRecord(models.Model):
    """By what others find a record: its kind of purchase, its goals and its targets."""

    cpv = models.CharField(_("CPV code"), max_length=8, blank=True, validators=[cpv_prefix])
    goals = models.JSONField(_("goals"), default=list, blank=True, validators=[known_goals])
    targets = models.JSONField(_("targets"), default=list, blank=True, validators=[known_targets])

    class Meta:
        abstract = True

    @property
    def goal_titles(self) -> list[str]:
        """Return the names of its goals."""
        return goal_titles(self.goals)

    @property
    def target_titles(self) -> list[str]:
        """Return the names of its targets."""
        return target_titles(self.targets)


def goal_choices() -> list[tuple[str, str]]:
    """Return the goals as a form offers them."""
    return [(one.key, one.title) for one in goals()]


class TargetFields(forms.Form):
    """The targets of a record, written with commas."""

    targets = forms.CharField(
        label=_("Targets"),
        required=False,
        max_length=80,
        help_text=_("With commas, such as 6.4, 7.3."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["targets"] = ", ".join(self.instance.targets)  # type: ignore[attr-defined]

    def clean_targets(self) -> list[str]:
        """Return the numbers of the targets, each once."""
        words = self.cleaned_data["targets"].replace(";", ",").split(",")
        found = list(dict.fromkeys(one.strip() for one in words if one.strip()))
        known_targets(found)
        return found


class GoalFields(TargetFields):
    """The goals of a record, chosen, and its targets."""

    goals = forms.MultipleChoiceField(
        label=_("Goals"),
        required=False,
        choices=goal_choices,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )


class GoalFilter(django_filters.ChoiceFilter):
    """Keep rows that name a goal in `goals`."""

    def __init__(self) -> None:
        super().__init__("goals", "icontains", label=_("Goal"), empty_label=_("all"), choices=goal_choices)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows that name the goal."""
        return super().filter(qs, value and f'"{value}"')
