"""One question: its page, its writing and its steps."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import (
    Button,
    CreatePage,
    EditPage,
    HiddenRecordMixin,
    Link,
    Page,
    RecordPage,
    StepPage,
)
from loftet.core.pages.lists import NUMBER, KeyPaginator
from loftet.core.states import StateTag, tag_of
from loftet.core.verdicts import Denied, anybody
from loftet.core.words import Words
from loftet.people.pages.base import OfOrganisationMixin
from loftet.voices.actions.questions import change_question, close_question, open_question, write_question
from loftet.voices.forms import QuestionForm
from loftet.voices.models import Became, State, VoiceQuestion
from loftet.voices.queries import became_of, counts_of, groups_shown, published_texts, subject_of
from loftet.voices.rules import (
    STATES,
    may_answer,
    may_answer_now,
    may_ask,
    may_change,
    may_give,
    may_handle,
    may_open,
    setting_now,
)
from loftet.voices.sentences import count_sentence, promise_sentence, subject_name

TEXTS_A_PAGE = 30
TAGS = {
    State.DRAFT: ("draft", "pencil"),
    State.OPEN: ("open", "current-location"),
    State.CLOSED: ("closed", "lock"),
    State.ANSWERED: ("closed", "check"),
}


class OfQuestion(HiddenRecordMixin, Page):
    """A page about a question; a draft of others is not there."""

    missing = _("There is no such question.")
    subject_model = VoiceQuestion


class QuestionPage(OfQuestion, RecordPage):
    """A question with its answer, and what is published of what has come."""

    rule = anybody
    template_name = "voices/pages/question.html"
    spot = "voices_question"
    states, step_url = STATES, "voices_step"
    links = (Link(_("Answer now"), "voices_answer", may_answer_now),)

    @property
    def tag(self) -> StateTag:
        """Return the state as pages show it."""
        return tag_of(self.subject, TAGS)

    def get_buttons(self) -> Iterable[Button]:
        """Return what can be done now."""
        question, actor = self.subject, self.actor
        if may_give(actor, question):
            yield self.button_to(_("Give your input"), "voice_give")
        if self.may(may_handle):
            if may_open(actor, question) and question.state == State.DRAFT:
                yield Button(STATES.step("open").words, self.address_to("voices_step", "open"))
            ended = question.closes_on < actor.today or question.state != State.OPEN
            if ended and may_answer(actor, question):
                yield self.button_to(STATES.step("answer").words, "voices_answer")
            if may_change(actor, question):
                yield self.button_to(_("Change the question"), "voices_edit")

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Show the page; it is kept for nobody, so that what is erased is gone at once."""
        response = super().get(request, *args, **kwargs)
        patch_cache_control(response, private=True)
        return response

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what is published, in pages; what waits is counted for those who read it alone."""
        question, actor = self.subject, self.actor
        texts = KeyPaginator(published_texts(question), TEXTS_A_PAGE).get_page(self.request.GET.get(NUMBER))
        subject = subject_of(question, actor)
        setting = setting_now(question.organisation, actor.today)
        became = Became.objects.filter(group__question=question)
        handles = bool(self.may(may_handle))
        return super().get_context(**more) | {
            "about": subject,
            "about_name": subject_name(subject),
            "promise": promise_sentence(question, setting, actor.today),
            "counted": count_sentence(counts_of(question), lists_them=bool(texts.object_list)),
            "groups": groups_shown(question),
            "texts": texts,
            "became": [(one, subject_name(one)) for one in became_of(became, actor)],
            "handles": handles,
            "why_not": self._why_not() if handles else "",
            "waiting": question.voices.waiting().count() if handles else 0,
        }

    def _why_not(self) -> Words:
        """Return why a draft cannot be opened, if it cannot."""
        if self.subject.state != State.DRAFT:
            return ""
        verdict = may_open(self.actor, self.subject)
        return verdict.reason if isinstance(verdict, Denied) else ""


class WritesQuestion:
    """The form of a question, with what its municipality can tie it to."""

    actor: Any
    subject: Any

    def get_form_options(self) -> dict[str, Any]:
        """Return the record as the form's instance, and whose it is."""
        subject = self.subject
        if isinstance(subject, VoiceQuestion):
            return {"instance": subject, "organisation": subject.organisation, "today": self.actor.today}
        first = {"opens_on": self.actor.today}
        return {"initial": first, "organisation": subject, "today": self.actor.today}


class QuestionCreate(WritesQuestion, OfOrganisationMixin, CreatePage):
    """A new question, first as a draft."""

    rule = may_ask
    title = _("A question to inhabitants")
    lead = _("Ask about one thing that people can still influence. It is a draft until you open it.")
    success = _("The draft is kept. Read it as others will, and open it.")
    template_name = "voices/pages/form.html"
    form_class = QuestionForm
    action = write_question
    back_url = ("voices_of", "slug")


class QuestionEdit(WritesQuestion, OfQuestion, EditPage):
    """Change a draft."""

    rule = may_change
    title = _("Change the question")
    template_name = "voices/pages/form.html"
    form_class = QuestionForm
    action = change_question


class QuestionStep(OfQuestion, StepPage):
    """Open a question, or close it before its last day."""

    rule = may_handle
    states = STATES
    steps = {"open": open_question, "close": close_question}
    done = {
        "open": _("The question is open to all. What comes waits for you before anybody else sees it."),
        "close": _("The question is closed. Now people wait for your answer."),
    }
