"""The pages of focus areas: begun, joined and left, ended; they are shown with the region's challenges."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from loftet.challenges.focus.actions import begin_focus, end_focus, join_focus, leave_focus
from loftet.challenges.focus.models import FocusArea
from loftet.challenges.focus.rules import may_end, may_join, places_to_speak_for
from loftet.challenges.models import Challenge
from loftet.challenges.pages import OfRegion
from loftet.challenges.queries import card
from loftet.challenges.rules import may_pick
from loftet.core.forms import RecordForm
from loftet.core.pages import ButtonPage, CreatePage, EditPage
from loftet.people.actor import Actor
from loftet.places.models import Place


class ChallengesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Challenges of the region, by their names in the language of the page."""

    def label_from_instance(self, obj: Challenge) -> str:
        """Return what it is called."""
        return card(obj).name


class FocusForm(RecordForm[FocusArea]):
    """The title of a focus area, its challenges, and the municipality that leads."""

    challenges = ChallengesField(
        queryset=None,
        label=_("The challenges that it builds on"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        error_messages={"required": _("Choose at least one challenge.")},
    )

    class Meta:
        model = FocusArea
        fields = ("title", "text", "challenges", "lead")
        labels = {"lead": _("Who leads?")}
        help_texts = {"lead": _("It is the first member; the others join by themselves.")}

    def __init__(self, *args: Any, region: Place, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        challenges: Any = self.fields["challenges"]
        challenges.queryset = Challenge.objects.standing().filter(region=region)
        leads: Any = self.fields["lead"]
        leads.queryset = Place.objects.filter(pk__in=[one.pk for one in places_to_speak_for(actor, region)])


class EndFocusForm(RecordForm[FocusArea]):
    """Why a focus area ends."""

    class Meta:
        model = FocusArea
        fields = ("reason",)
        labels = {"reason": _("Why does it end? What came of it?")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = True  # empty while it lasts


class BeginFocus(OfRegion, CreatePage):
    """Begin to work on some challenges together."""

    rule = may_pick
    form_class = FocusForm
    template_name = "challenges/pages/focus_form.html"
    action = begin_focus
    title = _("Begin a focus area")
    success = _("The focus area has begun. The other municipalities can join.")
    back_url = ("challenges", "slug")

    def get_form_options(self) -> dict[str, Any]:
        """Return the region and who asks."""
        return {"region": self.subject, "actor": self.actor}


class EndFocus(EditPage):
    """End a focus area, with a reason."""

    rule = may_end
    model = FocusArea
    form_class = EndFocusForm
    template_name = "challenges/pages/focus_form.html"
    action = end_focus
    title = _("End the focus area")
    button = _("End it")
    success = _("The focus area has ended.")


class JoinFocus(ButtonPage):
    """The button by which a municipality joins."""

    rule = may_join
    model = FocusArea
    action = join_focus
    success = _("The municipality has joined.")

    def get_action(self) -> Callable[..., Any]:
        """Return the action for the municipality of the address."""
        place, run = get_object_or_404(Place, slug=self.kwargs["municipality"]), type(self).action
        return lambda focus, actor: run(focus, place, actor=actor)


class LeaveFocus(JoinFocus):
    """The button by which a municipality leaves."""

    rule = may_join
    action = leave_focus
    success = _("The municipality has left.")
