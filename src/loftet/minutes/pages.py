"""The pages of minutes: what is approved, the draft, and who does what."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import Conflict
from loftet.core.pages import Button, FormPage, Link, PostPage, RecordPage, VersionPage
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.rules import organises
from loftet.minutes.actions import agree_on, approve_minutes, draft_of, finish, possible_people, write_minutes
from loftet.minutes.forms import ActionForm, MinutesForm
from loftet.minutes.models import ActionPoint, Minutes
from loftet.minutes.rules import may_approve, may_finish, may_read, may_write
from loftet.people.models import User


class MinutesPage(OfEvent, RecordPage):
    """The minutes of an event."""

    rule = may_read
    template_name = "minutes/pages/minutes.html"
    links = (Link(_("Write who does what"), "event_action", may_write, look="link"),)

    def get_title(self) -> str:
        """Return whether they are approved, and when; to who may approve a draft, that it waits."""
        if self.draft is not None and may_approve(self.actor, self.draft):
            return gettext("Version %(number)d waits to be approved") % {"number": self.draft.number}
        found = self.subject.minutes.filter(approved__isnull=False).first()
        if found is None:
            return gettext("The minutes are not approved yet")
        day = date_format(localtime(found.approved), "j. F Y")
        return gettext("The minutes were approved on %(day)s") % {"day": day}

    @cached_property
    def versions(self) -> list[Minutes]:
        """Return the versions, the newest first."""
        return list(self.subject.minutes.all())

    @cached_property
    def draft(self) -> Minutes | None:
        """Return the draft, for the organiser."""
        found = next((one for one in self.versions if not one.approved), None)
        return found if self.may(organises) else None

    def get_buttons(self) -> Iterable[Button]:
        """Return what the organiser does with them."""
        if may_approve(self.actor, self.draft):
            yield self.button_to(_("Approve the minutes"), "event_minutes_approve")
        if self.may(may_write):
            is_first = len(self.versions) == (self.draft is not None)
            words = _("Write the minutes") if is_first or self.draft else _("Write a new version")
            yield self.button_to(words, "event_minutes_write", filled=None if is_first else False)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what is approved; the draft is for the organiser alone."""
        approved = [one for one in self.versions if one.approved]
        points = self.subject.action_points.select_related("who")
        return super().get_context(**more) | {
            "newest": approved[0] if approved else None,
            "earlier": approved[1:],
            "draft": self.draft,
            "points": [(one, bool(may_finish(self.actor, one))) for one in points],
        }


class OfMinutes(OfEvent, FormPage):
    """A form about the minutes of an event."""

    success_url = back_url = ("event_minutes", "pk")


class MinutesWrite(OfMinutes):
    """Write the draft."""

    rule = may_write
    title = _("Write the minutes")
    lead = _("The organiser alone reads the draft. What is approved stays; a later text is a new version.")
    success = _("The draft is kept.")
    form_class = MinutesForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the draft."""
        row = draft_of(self.subject)
        return {"initial": {"version": row.version, "text": row.text, "decisions": row.decisions}}

    def save(self, form: Any) -> Minutes:
        """Save the draft."""
        written = dict(form.cleaned_data)
        version = written.pop("version")
        return write_minutes(self.subject, written, version, actor=self.actor)

    def newest(self, form: Any) -> int:
        """Return the version of the draft that is stored now, with its text beside what was written."""
        row = draft_of(self.subject)
        texts = ((form[name].label, getattr(row, name), form[name].data) for name in ("text", "decisions"))
        form.conflicts = [Conflict(label, theirs) for label, theirs, mine in texts if theirs != mine]
        return row.version


class MinutesApprove(OfMinutes, VersionPage):
    """The page on which the draft is approved."""

    rule = may_approve
    title = _("Approve the minutes")
    lead = _("Those who were registered can read them then, and nobody can change them.")
    button = _("Approve the minutes")
    success = _("The minutes are approved.")

    def get_subject(self) -> Any:
        """Return the draft of the event that the address names; None where there is none."""
        event = super().get_subject()
        return event.minutes.filter(approved=None).select_related(*Minutes.lock_with).first()

    def run(self, _written: dict[str, Any]) -> Minutes:
        """Mark it as approved."""
        return approve_minutes(self.subject, actor=self.actor)


class ActionCreate(OfMinutes):
    """Write who does what by which day."""

    rule = may_write
    title = _("Who does what?")
    lead = _("It waits for that person in Løftet until it is done.")
    success = _("It waits for that person now.")
    form_class = ActionForm

    def get_form_options(self) -> dict[str, Any]:
        """Return who can be chosen."""
        roles = possible_people(self.subject, self.actor)
        return {"people": User.objects.filter(pk__in=roles.values("user")).order_by("name", "email")}

    def save(self, form: Any) -> ActionPoint:
        """Create it."""
        return agree_on(self.subject, form.cleaned_data, actor=self.actor)


class ActionDone(PostPage):
    """The button by which an action is done."""

    rule = may_finish

    def get_subject(self) -> ActionPoint:
        """Return the action, or answer 404."""
        self.demand_user()
        rows = ActionPoint.objects.select_related(*ActionPoint.lock_with)
        return get_object_or_404(rows, pk=self.kwargs["action"])

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark it as done, and go back to the minutes."""
        row = finish(self.subject, actor=self.actor)
        messages.success(request, str(_("It is done.")))
        return redirect(row.get_absolute_url())
