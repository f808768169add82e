"""The pages of one-to-one meetings for their organiser: set up, kept apart, and the note of a meeting."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import EditPage, FormPage, VersionPage
from loftet.meetings.pages.event import OfEvent
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import bar_pair
from loftet.one_to_one.forms import BarForm, NoteForm, SetUpForm
from loftet.one_to_one.models import OneToOne, Talk
from loftet.one_to_one.rules import frame_of, may_bar, may_set_up, may_write_note
from loftet.one_to_one.talks import write_note


class SetUp(OfEvent, FormPage):
    """Set the meetings up."""

    rule = may_set_up
    title = _("Set one-to-one meetings up")
    lead = _(
        "Every firm that asks in time has the same right. Where there are too few places, lots decide, by a "
        "number that everybody reads; those who get none are sent the same questions in writing."
    )
    success = _("It is kept. Firms ask for meetings on the page of their registration.")
    form_class = SetUpForm
    back_url = ("event_one_to_one", "pk")

    def get_lead(self) -> Any:
        """Return what holds for all who ask."""
        if self.subject.kind_of.is_matchmaking:
            return _("Both sides ask. Who is asked answers within three days after the last day for asking.")
        return self.lead

    def get_form_options(self) -> dict[str, Any]:
        """Return the frame, or a new one."""
        event = self.subject
        new = OneToOne(event=event, version=0, day=event.day, wishes_by=event.closes, begins=event.ends)
        return {"instance": frame_of(event) or new}

    def save(self, form: SetUpForm) -> OneToOne:
        """Save the frame."""
        version = form.cleaned_data.get("version") or 0
        return set_up(self.subject, form.changes, version, actor=self.actor)

    def newest(self, form: SetUpForm) -> int:
        """Return the version that is stored now."""
        form.instance = frame_of(self.subject) or form.instance
        return form.show_conflict()


class OfFrame(OfEvent, VersionPage):
    """A form about the frame of an event's meetings."""

    def get_subject(self) -> OneToOne | None:
        """Return the frame; None where there is none."""
        return frame_of(super().get_subject())


class Bar(OfFrame):
    """Two must not meet."""

    rule = may_bar
    title = _("Two who must not meet")
    lead = _("They are never put together, whatever they ask for. The reason is read by the organiser alone.")
    button = _("Keep them apart")
    success = _("The two are kept apart.")
    form_class = BarForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the frame."""
        return {**super().get_form_options(), "frame": self.subject}

    def run(self, written: dict[str, Any]) -> OneToOne:
        """Set that they never meet."""
        return bar_pair(self.subject, written["firm"], written["buyer"], written["reason"], actor=self.actor)


class Note(OfEvent, EditPage):
    """Write the note of a meeting."""

    rule = may_write_note
    action = write_note
    form_class = NoteForm
    template_name = "one_to_one/pages/note.html"
    title = _("Note of a meeting")
    success = _("The note is kept, and the firm is asked to confirm it.")

    def get_subject(self) -> Talk | None:
        """Return the meeting that was released; None where there is none."""
        event = super().get_subject()
        rows = Talk.objects.select_related("wish__firm", "wish__buyer", "wish__one_to_one", *Talk.lock_with)
        return rows.filter(wish__one_to_one__event=event, wish=self.kwargs["wish"]).first()
