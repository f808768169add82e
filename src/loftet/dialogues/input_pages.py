"""The pages of answers in writing: by the link of a firm, by the organiser for it, and all of them."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import OnlyRowPage, found_by
from loftet.core.verdicts import Denied
from loftet.dialogues.actions import input_of, note_input, write_input
from loftet.dialogues.forms import InputForm, NotedInputForm
from loftet.dialogues.models import WrittenInput
from loftet.dialogues.queries import least_volumes, questions_of, unit_of
from loftet.dialogues.rules import (
    is_open_for_input,
    may_note_input,
    may_read_inputs,
    may_see_input,
    may_write_input,
)
from loftet.meetings.models import Event, Side, Team
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.pages.of_team import OfTeam
from loftet.meetings.rules import organises


class InputPage(OnlyRowPage):
    """A form with the answer of a firm, and the questions that are the same for all."""

    template_name = "dialogues/pages/input.html"
    form_class: ClassVar[Any] = InputForm
    button = _("Keep the answer")

    def get_row(self) -> WrittenInput:
        """Return the answer, which may not be made yet."""
        return input_of(self.subject)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the questions, or the answer as it stands where it can be changed no more."""
        event = self.subject.event
        denied = is_open_for_input(event)
        return super().get_context(
            event=event,
            questions=questions_of(event),
            stands=input_of(self.subject),
            unit=unit_of(event),
            denied=denied.reason if isinstance(denied, Denied) else "",
            **more,
        )


class TeamInput(OfTeam, InputPage):
    """Answer in writing by the link of a team, without signing in, until the open summary."""

    rule = may_see_input
    send_rule = may_write_input
    opens_for = 120  # a summary may be late
    title = _("Answer in writing")
    success = _("Your answer is kept. You can change it until the open summary.")
    action = write_input
    success_url = ("team_input", "word")
    back_url = ("team", "word")


class NoteInput(OfEvent, InputPage):
    """Write in the answer that a firm has sent by e-mail."""

    rule = may_note_input
    form_class = NotedInputForm
    success = _("The answer is written in.")
    action = note_input
    success_url = back_url = ("event_inputs", "event_id")

    def get_subject(self) -> Any:
        """Return the team of the firm, in an event that the actor may read of; or answer 404."""
        events = Event.objects.visible_to(self.actor).filter(pk=self.kwargs["pk"])
        rows = Team.objects.filter(event__in=events, side=Side.MARKET, pk=self.kwargs["firm"])
        found = rows.select_related("event__organisation__place", "event__cohort", "organisation").first()
        return found_by(self.actor, found, _("There is no such registration."))

    def get_title(self) -> str:
        """Return for whom it is written in."""
        return gettext("Write in for %(name)s") % {"name": self.subject.name}


class Inputs(OfEvent):
    """The answers of firms in writing, for the organiser and the buyers."""

    rule = may_read_inputs
    template_name = "dialogues/pages/inputs.html"

    @cached_property
    def rows(self) -> list[WrittenInput]:
        """Return the answers, by the names of the firms."""
        rows = WrittenInput.objects.filter(team__event=self.subject)
        return list(rows.select_related("team", "written_by").order_by("team__name", "pk"))

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show them."""
        event = self.subject
        writes_in = bool(organises(self.actor, event) and is_open_for_input(event))
        missing = event.teams.filter(side=Side.MARKET, written_input=None).order_by("name", "pk")
        return self.answer(
            rows=self.rows,
            least=least_volumes(event),
            unit=unit_of(event),
            missing=list(missing),
            writes_in=writes_in,
        )

    def get_title(self) -> str:
        """Return how many firms have answered."""
        number = len(self.rows)
        if not number:
            return gettext("No firm has answered in writing yet")
        words = ngettext(
            "%(number)d firm has answered in writing", "%(number)d firms have answered in writing", number
        )
        return words % {"number": number}
