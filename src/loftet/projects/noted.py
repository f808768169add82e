"""A reading of a project's own figure: asked for by a letter, and typed without signing in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.fields import day_field, number_field
from loftet.core.forms import PlainForm
from loftet.notices.models import Noted
from loftet.notices.noted.actions import write_in
from loftet.notices.noted.forms import AskedField
from loftet.notices.noted.kinds import NotedKind
from loftet.notices.noted.pages import WriteInPage
from loftet.people.actor import Actor
from loftet.people.models import Role, User
from loftet.projects.actions import add_point
from loftet.projects.models import ExpectedEffect, OwnPoint
from loftet.projects.pages.project import OfProject
from loftet.projects.rules import ACTS, may_ask_reading

KEY = "project.reading"


class ReadingForm(PlainForm):
    """A reading: a number and its day."""

    value = number_field(gettext_lazy("Value"), 4, required=True)
    day = day_field(gettext_lazy("Measured on"))


def _words(noted: Noted) -> str:
    effect: ExpectedEffect = noted.subject
    words = {"name": effect.own_figure, "title": effect.project.title}
    return _("Read off: %(name)s («%(title)s»).") % words


def _run(noted: Noted, written: Mapping[str, Any], actor: Actor) -> OwnPoint:
    """Add the reading as the one who was asked."""
    effect = ExpectedEffect.objects.select_related("project").get(pk=noted.subject_id)
    part = OwnPoint(project=effect.project)
    read = {"effect": effect, "day": written["day"], "value": written["value"]}
    made = add_point(effect.project, part, read, actor=actor)
    assert isinstance(made, OwnPoint)
    return made


NOTED = {KEY: NotedKind(words=_words, run=_run, form=ReadingForm)}


class AskForm(PlainForm):
    """The person who is asked for a reading, and of which figure."""

    effect = forms.ModelChoiceField(
        ExpectedEffect.objects.none(), label=gettext_lazy("Which figure?"), empty_label=None
    )
    asked = AskedField()


class ReadingAsk(OfProject, WriteInPage):
    """Ask somebody who takes part for a reading."""

    rule = may_ask_reading
    title = gettext_lazy("Ask for a reading")
    lead = gettext_lazy("The one you choose gets a letter, and types the number without signing in.")
    form_class = AskForm
    success_url = ("project", "pk")

    def get_form(self) -> Any:
        """Return the form with the figures of the project."""
        form = super().get_form()
        rows = ExpectedEffect.objects.filter(project=self.subject).exclude(own_figure="")
        form.fields["effect"].queryset = rows
        form.fields["effect"].label_from_instance = lambda one: one.own_figure
        return form

    def get_people(self) -> QuerySet[User]:
        """Return the people of the project's partners."""
        return User.objects.filter(pk__in=self.roles.values("user"), is_active=True)

    @property
    def roles(self) -> Any:
        """Return the roles by which somebody takes part in the project."""
        inside = [self.subject.lead_id, *self.subject.partners.values_list("organisation", flat=True)]
        return Role.objects.on(self.actor.today).filter(
            organisation__in=inside, kind__in=ACTS, delegation=None
        )

    def save(self, form: Any) -> Noted:
        """Send the letter."""
        asked = form.cleaned_data["asked"]
        role = self.roles.filter(user=asked).select_related("organisation__place").first()
        if role is None:
            raise Http404
        effect = form.cleaned_data["effect"]
        return write_in(role.organisation, KEY, effect, {"asked": asked}, {}, actor=self.actor)
