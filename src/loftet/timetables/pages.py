"""The pages of a timetable: on screen and on paper, asked for, made again and released."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.background.work import progress_of
from loftet.core.models import WorkState
from loftet.core.pages import Button
from loftet.core.words import Words
from loftet.documents.files import PDF, document_response
from loftet.invalid_input import InvalidInput
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.queries import own_teams
from loftet.meetings.rules import organises
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.one_to_one.pages import OfFrame
from loftet.one_to_one.rules import frame_of, may_bar, may_set_up, notes_are_open, was_there
from loftet.timetables.actions import WORK, make_timetable, release_timetable, set_away
from loftet.timetables.forms import AwayForm
from loftet.timetables.free import FreeTimes
from loftet.timetables.grid import clashes_of, lines_of
from loftet.timetables.models import Timetable
from loftet.timetables.paper import Paper, paper_of, paper_report
from loftet.timetables.queries import Shown, changed_between, meetings_in, released_of, unmet_of, without_time
from loftet.timetables.rules import may_release, may_run, may_see


class TimetablePage(OfEvent):
    """The meetings: the organiser sees the newest timetable, those who meet their own."""

    rule = may_see
    template_name = "timetables/pages/timetable.html"

    @cached_property
    def frame(self) -> OneToOne | None:
        """Return the frame, if it is set up."""
        return frame_of(self.subject)

    def get_title(self) -> str:
        """Return how many meetings the reader has, or that there is no timetable yet."""
        if self.frame is None:
            return gettext("One-to-one meetings are not set up yet")
        if self.shown is None:
            return gettext("The timetable is not made yet")
        number = len(self.meetings)
        if self.is_own:
            asked = number + self.not_met
            words = ngettext("%(met)d of %(asked)d wish is met", "%(met)d of %(asked)d wishes are met", asked)
            return words % {"met": number, "asked": asked}
        return ngettext("%(number)d meeting", "%(number)d meetings", number) % {"number": number}

    @cached_property
    def is_own(self) -> bool:
        """Check whether the reader acts for the organiser."""
        return bool(organises(self.actor, self.subject))

    @cached_property
    def shown(self) -> Timetable | None:
        """Return the timetable that the reader may see."""
        if self.frame is None:
            return None
        return self.frame.timetables.first() if self.is_own else released_of(self.frame)

    @cached_property
    def meetings(self) -> list[Shown]:
        """Return the meetings that the reader may see."""
        if self.frame is None:
            return []
        every = meetings_in(self.shown, self.frame)
        if self.is_own:
            return every
        own = {one.pk for one in own_teams(self.actor, self.subject)}
        return [one for one in every if own & {team.pk for team in one.teams}]

    def get_changed(self) -> dict[str, int]:
        """Return how many meetings are others than in the version released before, and its number."""
        if not (self.is_own and self.frame and self.shown):
            return {}
        before = self.frame.timetables.exclude(released=None).filter(number__lt=self.shown.number).first()
        if before is None:
            return {}
        return {"changed": len(changed_between(before, self.shown)), "before": before.number}

    @cached_property
    def unmet(self) -> dict[Words, list[Wish]]:
        """Return the wishes that are not met by their reason; none for those who only meet."""
        found = dict[Words, list[Wish]]()
        for wish, reason in unmet_of(self.shown) if self.is_own else ():
            found.setdefault(reason, []).append(wish)
        return found

    @property
    def not_met(self) -> int:
        """Return how many wishes are not met."""
        return sum(map(len, self.unmet.values()))

    def get_folded(self, frame: OneToOne) -> Iterable[Button]:
        """Return what is rarely done with a timetable."""
        for words, name, verdict in (
            (_("Two who must not meet"), "one_to_one_bar", may_bar(self.actor, frame)),
            (_("Change the frame"), "one_to_one_set_up", may_set_up(self.actor, self.subject)),
        ):
            if verdict:
                yield Button(words, reverse(name, args=[self.subject.pk]), sends=False, look="more")

    def noted(self) -> set[int]:
        """Return the wishes whose notes the reader may write now."""
        frame = self.frame
        if frame is None or self.actor.user is None or not notes_are_open(self.actor, frame):
            return set()
        rows = Talk.objects.filter(wish__in=[one.wish for one in self.meetings])
        rows = rows.select_related("wish__buyer__organisation", "wish__one_to_one", *Talk.lock_with)
        return {one.wish_id for one in rows if was_there(self.actor, one)}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the timetable, and for the organiser what is asked for and cannot be met."""
        frame, actor = self.frame, self.actor
        work = progress_of(WORK, frame.pk) if frame and self.is_own else None
        times = FreeTimes(frame, self.meetings) if frame and self.is_own and self.shown else None
        clashes = list(clashes_of(times)) if times else []
        noted, may = self.noted(), may_run(actor, frame)
        return super().get_context(**more) | {
            "frame": frame,
            "is_own": self.is_own,
            "shown": self.shown,
            "meetings": self.meetings,
            "lines": lines_of(times) if times else [],
            "clashes": clashes,
            "clashing": len({one.meeting.wish for one in clashes}),
            "tables": range(1, frame.tables + 1) if frame else (),
            "unmet": self.unmet.items(),
            "not_met": self.not_met,
            "folded": list(self.get_folded(frame)) if frame else [],
            "without": without_time(frame, self.meetings) if frame and self.is_own else [],
            "asked": frame.wishes.count() if frame else 0,
            "is_at_work": work is not None and work.state in (WorkState.READY, WorkState.RUNNING),
            "has_failed": work is not None and work.state == WorkState.FAILED,
            "gap": round(100 * self.shown.gap, 1) if self.shown else 0,
            "may_set_up": bool(may_set_up(actor, self.subject)),
            "may_run": bool(may),
            "why_not": getattr(may, "reason", "") if self.is_own and frame else "",
            "noted": noted,
            "is_told_by_the_table": bool(frame and frame.tables > 1 and not noted and not may),
            "may_release": bool(may_release(actor, frame)),
            **self.get_changed(),
        }


class TimetablePaper(TimetablePage):
    """Everything on paper: a page for each team, and one for each table."""

    template_name = "timetables/pages/paper.html"

    def get_title(self) -> str:
        """Return what the page is for."""
        return gettext("One-to-one meetings on paper")

    def get_paper(self) -> Paper | None:
        """Return what is printed for the reader; none where there is no frame yet."""
        if self.frame is None:
            return None
        teams = {one.pk: one for row in self.meetings for one in row.teams}
        own = teams if self.is_own else {one.pk: one for one in own_teams(self.actor, self.subject)}
        return paper_of(self.frame, self.meetings, own, every=self.is_own)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the meetings by team and by table."""
        return super().get_context(paper=self.get_paper(), **more)


class TimetablePdf(TimetablePaper):
    """The same as one PDF."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file, or answer 404 where there is nothing to print."""
        paper = self.get_paper()
        if paper is None or not paper.teams:
            raise Http404(gettext("There is nothing to print yet."))
        is_draft = self.shown is None or self.shown.released is None
        try:
            document = paper_report(paper, self.actor.today, is_draft=is_draft)
            return document_response(document, f"timeplan-{self.subject.pk}", PDF)
        except InvalidInput as refused:  # a name has letters that the typeface lacks
            messages.error(request, " ".join(one.cause for one in refused.problems))
            return redirect("one_to_one_print", self.subject.pk)


class Make(OfFrame):
    """Ask the worker for a timetable."""

    rule = may_run
    title = _("Make the timetable")
    lead = _("It takes up to a minute. Nobody is told before you release it. What is released moves little.")
    button = _("Make the timetable")
    success = _("It is being made. Load this page again in a minute.")

    def run(self, _written: dict[str, Any]) -> OneToOne:
        """Ask for it."""
        return make_timetable(self.subject, actor=self.actor)


class Release(OfFrame):
    """Release the newest timetable."""

    rule = may_release
    title = _("Release the timetable")
    lead = _("Only those whose meetings are others than before get a letter.")
    button = _("Release the timetable")
    success = _("It is released, and those whom it changes something for are told.")

    def run(self, _written: dict[str, Any]) -> OneToOne:
        """Release it."""
        return release_timetable(self.subject, actor=self.actor)


class Away(OfFrame):
    """Somebody falls ill: a new timetable moves as few meetings as possible."""

    rule = may_run
    title = _("Somebody cannot come")
    lead = _("A new timetable is made. It moves as few meetings as possible, and you release it.")
    button = _("Make a new timetable")
    success = _("A new timetable is being made. Load this page again in a minute.")
    template_name = "timetables/pages/away.html"
    form_class = AwayForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the frame."""
        return {**super().get_form_options(), "frame": self.subject}

    def run(self, written: dict[str, Any]) -> OneToOne:
        """Set when the team cannot come."""
        return set_away(self.subject, written["team"], written["away"], actor=self.actor)
