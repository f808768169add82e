"""The pages that a team opens by its link: whom it asks for, what it answers, and notes that it confirms."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import VersionPage
from loftet.meetings.models import Team
from loftet.meetings.pages.of_team import OfTeam
from loftet.one_to_one.asking import answer_wish, ask_for_meetings
from loftet.one_to_one.forms import AnswerForm, WishesForm, about_choices
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.one_to_one.queries import asked_of, notes_for, others_of, subjects_for
from loftet.one_to_one.rules import CONFIRM_FOR, frame_of, may_answer, may_ask, may_confirm
from loftet.one_to_one.talks import confirm_note


class OfLink(OfTeam, VersionPage):
    """A form about the meetings of a team."""

    success_url = back_url = ("team", "word")

    @cached_property
    def frame(self) -> OneToOne:
        """Return the frame, which the rule has found."""
        frame = frame_of(self.subject.event)
        assert frame is not None
        return frame


class TeamWishes(OfLink):
    """A team asks for meetings, by the link of its registration."""

    rule = may_ask
    title = _("Ask for one-to-one meetings")
    template_name = "one_to_one/pages/wishes.html"
    button = _("Keep what we ask for")
    success = _("It is kept. You get a letter when the timetable is released.")
    form_class = WishesForm

    @cached_property
    def subjects(self) -> Any:
        """Return what can be talked about."""
        return subjects_for(self.subject, self.actor.today)

    def get_form_options(self) -> dict[str, Any]:
        """Return who can be asked."""
        options = {"team": self.subject, "frame": self.frame, "subjects": self.subjects}
        return {
            **super().get_form_options(),
            **options,
            "others": others_of(self.subject, self.actor.today),
        }

    def run(self, written: dict[str, Any]) -> Team:
        """Save what is asked for."""
        keys = [key for key, _title in about_choices(self.subjects)]
        about = dict(zip(keys, self.subjects, strict=True)).get(written.get("about") or "")
        return ask_for_meetings(self.subject, written["wanted"], written["away"], about, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with the frame, whose lots everybody can draw again."""
        return super().get_context(frame=self.frame, **more)


class AnswerWish(OfLink):
    """A team accepts or declines a wish of the other side."""

    rule = may_answer
    title = _("Somebody asks to meet you")
    template_name = "one_to_one/pages/answer_wish.html"
    button = _("Answer")
    success = _("They see your answer.")
    form_class = AnswerForm

    @cached_property
    def wish(self) -> Wish:
        """Return the wish that the team is asked, or answer 404."""
        found = [one for one in asked_of(self.subject, self.frame) if one.pk == self.kwargs["wish"]]
        if not found:
            raise Http404(gettext("There is no such wish."))
        return found[0]

    def run(self, written: dict[str, Any]) -> Team:
        """Save the answer."""
        return answer_wish(self.subject, self.wish, written, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form with who asks, and what about."""
        return super().get_context(wish=self.wish, **more)


class ConfirmNote(OfLink):
    """A firm confirms the note of a meeting."""

    rule = may_confirm
    opens_for = CONFIRM_FOR.days
    title = _("Confirm the note")
    template_name = "one_to_one/pages/confirm_note.html"
    lead = _("Does it say what was said? If not, tell the one you met, who corrects it.")
    button = _("Confirm it")
    success = _("The note is confirmed.")
    success_url = back_url = ("event", "event_id")  # the page of the team closes before this one

    def get_subject(self) -> Any:
        """Return the meeting of the team, or answer 404."""
        found = [one for one in notes_for(super().get_subject()) if one.wish_id == self.kwargs["wish"]]
        if not found:
            raise Http404(gettext("There is no such note."))
        return found[0]

    def run(self, _written: dict[str, Any]) -> Talk:
        """Mark it as confirmed."""
        return confirm_note(self.subject, actor=self.actor)
