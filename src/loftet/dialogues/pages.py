"""The pages of a market dialogue: what everybody reads, and the forms of who asks and who organises."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.forms import Conflict
from loftet.core.pages import Button, EditPage, FormPage, HiddenRecordMixin, Link, OnlyRowPage, RecordPage
from loftet.core.pages.base import WIDEST_PK
from loftet.core.words import Words
from loftet.dialogues.actions import (
    answer_question,
    ask_by_link,
    ask_question,
    hand_out_log,
    hand_over,
    newest_number,
    open_summary,
)
from loftet.dialogues.forms import AnswerForm, HandOverForm, NoticeForm, QuestionForm, SummaryForm
from loftet.dialogues.information_log import information_log
from loftet.dialogues.models import HandedOver, MarketNotice, Question, Summary
from loftet.dialogues.notice import ready_notice, write_notice
from loftet.dialogues.queries import least_volumes
from loftet.dialogues.rules import (
    SUMMARY_WITHIN,
    is_not_frozen,
    is_open_for_input,
    may_answer,
    may_ask,
    may_ask_by_link,
    may_hand_out,
    may_hand_over,
    may_read,
    may_read_inputs,
    may_summarise,
    may_write_notice,
)
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.pages.of_team import OfTeam
from loftet.meetings.rules import organises
from loftet.openness.files import AccessFile
from loftet.openness.pages import AccessPage


class Dialogue(OfEvent, RecordPage):
    """Everything that is the same for all: questions and answers, what was given, the summary."""

    rule = may_read
    template_name = "dialogues/pages/dialogue.html"

    @cached_property
    def summaries(self) -> list[Summary]:
        """Return the open summary in its versions, the newest first."""
        return list(self.subject.summaries.all())

    @cached_property
    def closed(self) -> Words:
        """Return why nothing more can be asked, if it is so."""
        return getattr(is_not_frozen(self.subject), "reason", "")

    def get_buttons(self) -> Iterable[Button]:
        """Return what is to be done first."""
        if self.may(may_summarise) and not self.summaries:
            yield self.button_to(_("Write the open summary"), "event_summarise")
        may_ask_now, filled = self.may(may_ask), not self.may(organises)
        if may_ask_now or (self.actor.user is None and not self.closed):
            words = _("Ask a question") if may_ask_now else _("Sign in and ask a question")
            yield self.button_to(words, "event_ask", filled=filled)

    def get_possible_links(self) -> Iterable[Link]:
        """Return what the organiser writes, reads and takes out."""
        yield Link(_("List what was handed over"), "event_hand_over", may_hand_over, look="link")
        if self.summaries:
            again = _("Write a new version of the summary")
            yield Link(again, "event_summarise", may_summarise, look="link")
        written = self.subject.teams.filter(written_input__isnull=False).count()
        words = format_lazy("{} ({})", _("Answers in writing"), written)
        yield Link(words, "event_inputs", may_read_inputs, look="link")
        yield Link(_("Take the information log out"), "event_log", may_hand_out, look="link")

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what was asked, answered and handed over, and the summary."""
        event = self.subject
        questions = list(event.questions.all())
        return super().get_context(**more) | {
            "answered": [one for one in questions if one.answered],
            "waiting": [one for one in questions if not one.answered],
            "handed_over": list(event.handed_over.all()),
            "summary": self.summaries[0] if self.summaries else None,
            "earlier": self.summaries[1:],
            "summary_by": event.day + SUMMARY_WITHIN,
            "closed": self.closed,
            "organises": bool(self.may(organises)),
            "open_for_input": bool(is_open_for_input(event)),
        }

    def get_title(self) -> str:
        """Return how many questions are answered, or that the summary is open where none was asked."""
        number = self.subject.questions.filter(answered__isnull=False).count()
        if not number:
            return gettext("The open summary") if self.summaries else gettext("No question is answered yet")
        return ngettext("%(number)d question is answered", "%(number)d questions are answered", number) % {
            "number": number
        }


class OfDialogue(OfEvent, FormPage):
    """A form about the dialogue of an event."""

    success_url = back_url = ("event_dialogue", "pk")


class NoticeEdit(OfDialogue, OnlyRowPage):
    """Write the notice of the dialogue; what the meeting says already is filled in."""

    rule = may_write_notice
    title = _("The notice")
    lead = _("It is there, or declined with a reason, before anybody is invited. Paste the text into Doffin.")
    success = _("The notice is kept.")
    form_class = NoticeForm
    action = write_notice
    success_url = back_url = ("event", "pk")

    def get_row(self) -> MarketNotice:
        """Return the notice, or a ready one."""
        return MarketNotice.objects.filter(event=self.subject).first() or ready_notice(self.subject)


class Ask(OfDialogue):
    """Ask a question."""

    rule = may_ask
    title = _("Ask a question")
    button = _("Ask it")
    success = _("The question is sent. The answer comes here, for all.")
    form_class = QuestionForm

    def save(self, form: Any) -> Question:
        """Create the question."""
        return ask_question(self.subject, form.cleaned_data, actor=self.actor)


class TeamAsk(OfTeam, FormPage):
    """Ask a question by the link of a team, without signing in."""

    rule = may_ask_by_link
    title = _("Ask a question")
    template_name = "meetings/pages/form.html"
    button = _("Ask it")
    success = _("The question is sent. The answer comes here, for all.")
    form_class = QuestionForm
    success_url = ("event_dialogue", "event_id")
    back_url = ("team", "word")

    def save(self, form: Any) -> Question:
        """Create the question."""
        return ask_by_link(self.subject, form.cleaned_data, actor=self.actor)


class HandOver(OfDialogue):
    """List something that suppliers were given."""

    rule = may_hand_over
    title = _("List what was handed over")
    success = _("It is in the list that everybody reads.")
    form_class = HandOverForm

    def save(self, form: Any) -> HandedOver:
        """Add it to the list."""
        return hand_over(self.subject, form.cleaned_data, actor=self.actor)


class Summarise(OfDialogue):
    """Open the summary, or a new version of it."""

    rule = may_summarise
    title = _("The open summary")
    lead = _("Everybody reads it. An earlier version stays, with its time.")
    button = _("Open it to everybody")
    success = _("Everybody can read the summary now.")
    form_class = SummaryForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the newest version."""
        newest = self.subject.summaries.first()
        text = newest.text if newest else self._of_inputs()
        return {"initial": {"version": newest.number if newest else 0, "text": text}}

    def _of_inputs(self) -> str:
        """Return the range of the smallest volumes for the first version; nothing else of the answers."""
        least = least_volumes(self.subject)
        return least.sentence if least else ""

    def save(self, form: Any) -> Summary:
        """Open the version."""
        data = form.cleaned_data
        return open_summary(self.subject, {"text": data["text"]}, data["version"], actor=self.actor)

    def newest(self, form: Any) -> int:
        """Return the number of the newest version, with its text beside what was written."""
        newest = self.subject.summaries.first()
        form.conflicts = [Conflict(form["text"].label, newest.text)] if newest else []
        return newest_number(self.subject)


class Answer(HiddenRecordMixin, EditPage):
    """Answer a question."""

    rule = may_answer
    subject_model = Question
    missing = _("There is no such question.")
    title = _("Answer the question")
    button = _("Answer for all")
    success = _("The answer is open to everybody.")
    template_name = "dialogues/pages/answer.html"
    form_class = AnswerForm
    action = answer_question

    def find(self) -> Any:
        """Return the question that the address names, or None."""
        key = self.kwargs["question"]
        return self.get_queryset().filter(pk=key).first() if key < WIDEST_PK else None


class InformationLog(OfEvent, AccessPage):
    """Take the information log out, for the protocol of the procurement and the archive."""

    rule = may_hand_out
    title = _("The information log")
    lead = _(
        "You get one file: a page to read and print, and the same as data: who met whom and when, questions "
        "and answers, what was handed over, the summary, and the log."
    )
    action = hand_out_log

    def get_file(self, form: Any) -> AccessFile:
        """Return the log."""
        return information_log(self.subject, self.actor)
