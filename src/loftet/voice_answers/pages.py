"""Input is read before it is published, gathered, answered, and made into something."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.rules import may_pick
from loftet.core.pages import EditPage, FormPage, ListPage, Page, PostPage, found_by
from loftet.core.pages.base import WIDEST_PK
from loftet.core.registry import add_parameters
from loftet.invalid_input import InvalidInput
from loftet.needs.rules import may_write
from loftet.people.actor import Actor
from loftet.people.pages.base import OfOrganisationMixin
from loftet.pools.actions import region_of
from loftet.projects.rules import may_start
from loftet.voice_answers.actions import (
    answer_group,
    answer_question,
    dissolve_group,
    gather_voices,
    publish_voice,
    refuse_voice,
)
from loftet.voice_answers.becoming import MAKES, make_of_group
from loftet.voice_answers.forms import AnswerForm, GatherForm, GroupAnswerForm, ReadForm
from loftet.voice_answers.rules import may_answer_group, may_dissolve, may_handle_group, may_read
from loftet.voice_answers.texts import holding, private_in, words_in_common
from loftet.voices.models import Source, Voice, VoiceGroup, VoiceQuestion
from loftet.voices.pages.question import OfQuestion
from loftet.voices.queries import FEWEST, groups_with_counts
from loftet.voices.rules import handles, may_answer, may_handle

WORD = "ord"
MOST_SHOWN = 100
add_parameters((WORD,))


def kinds_open_to(actor: Actor, question: VoiceQuestion) -> list[tuple[str, Any]]:
    """Return what the actor can make of a group for the municipality, with the words of the buttons."""
    organisation = question.organisation
    region = region_of(organisation, actor.today)
    asked = (
        ("behov", _("Write a need from it"), may_write(actor, organisation)),
        ("utfordring", _("Report it as a challenge"), may_pick(actor, region)),
        ("prosjekt", _("Plan a project from it"), may_start(actor, organisation)),
    )
    return [(kind, words) for kind, words, verdict in asked if verdict]


def sender_words(voice: Voice) -> str:
    """Return who some input is from, for those who read it before all others."""
    if voice.of_whom:
        return voice.of_whom
    words = {Source.EMPLOYEE: gettext("An employee"), Source.PAPER: gettext("Written on paper")}
    said = words.get(Source(voice.source), gettext("An inhabitant"))
    return f"{said}, {voice.name}" if voice.name else said


class InMunicipality(Page):
    """A page about a row that only those of its municipality are told of."""

    model: ClassVar[Any]
    word: ClassVar[str]

    def get_subject(self) -> Any:
        """Return the row, or answer 404."""
        key = self.kwargs[self.word]
        own = self.actor.permissions.held_in()
        rows = self.model.objects.select_related(*self.model.lock_with)
        found = (
            rows.filter(pk=key, question__organisation__in=own).first() if key < WIDEST_PK and own else None
        )
        return found_by(self.actor, found, _("There is nothing here for you."))


class VoicesQueue(OfOrganisationMixin, ListPage):
    """The input to a municipality that nobody has read yet, the oldest first."""

    rule = handles
    title = _("Input to read")
    template_name = "voice_answers/pages/queue.html"
    empty = _("Nothing waits. What comes is first shown to you here.")

    def get_rows(self) -> QuerySet[Voice]:
        """Return what waits."""
        return Voice.objects.waiting_in(self.subject).select_related("question").order_by("pk")

    def lines(self, rows: Any) -> Any:
        """Return the input itself."""
        return list(rows)


class VoiceRead(InMunicipality, EditPage):
    """Publish some input, with words struck where it must be, or say why not."""

    rule = may_read
    title = _("Read before it is shown")
    template_name = "voice_answers/pages/read.html"
    button = _("Keep the choice")
    success = _("The choice is kept.")
    model = Voice
    word = "voice"
    form_class = ReadForm

    def save(self, form: Any) -> Any:
        """Publish or refuse it, as it was read."""
        voice, told = form.read_record(), form.changes
        if told["decision"] == "publish":
            without_name = told.get("without_name", False)
            return publish_voice(voice, told["text"], without_name=without_name, actor=self.actor)
        return refuse_voice(voice, told["reason"], actor=self.actor)

    def get_success_url(self) -> str:
        """Return the next that waits in the municipality, or the queue."""
        rows = Voice.objects.waiting_in(self.subject.owner)
        following = rows.exclude(pk=self.subject.pk).order_by("pk").first()
        if following is None:
            return str(self.subject.question.get_absolute_url())
        return reverse("voice_read", args=[following.pk])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and what must be struck."""
        private, sender = private_in(self.subject.text), sender_words(self.subject)
        return super().get_context(private=private, sender=sender, **more)


class VoicesGather(OfQuestion, FormPage):
    """Group input that says alike: chosen by a word that several use, and named by the municipality."""

    rule = may_handle
    title = _("Gather what says alike")
    lead = _("A group is shown to all when five or more are in it. It can get an answer of its own.")
    template_name = "voice_answers/pages/gather.html"
    form_class = GatherForm
    button = _("Gather them")
    success = _("They are gathered.")
    success_url = ("voices_gather", "pk")

    @cached_property
    def texts(self) -> dict[int, str]:
        """Return what is published and in no group; of much, the first of it."""
        rows = self.subject.voices.published().filter(group=None)
        return dict(rows.values_list("pk", "text")[:MOST_SHOWN])

    def get_form_options(self) -> dict[str, Any]:
        """Return what can be chosen: what holds the word of the address is chosen beforehand."""
        word = self.request.GET.get(WORD, "")
        chosen = holding(word, self.texts) if word else []
        return {"texts": self.texts, "initial": {"name": word.capitalize()[:80], "voices": chosen}}

    def save(self, form: Any) -> Any:
        """Group what is chosen."""
        told = form.cleaned_data
        return gather_voices(self.subject, told["name"], told["voices"], actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the groups that are there, and the words that several use."""
        found = groups_with_counts(self.subject).prefetch_related("became")
        groups = [(one, not one.is_settled, not one.became.all()) for one in found]
        return super().get_context(
            groups=groups,
            fewest=FEWEST,
            kinds=kinds_open_to(self.actor, self.subject),
            common=words_in_common(self.texts),
            texts=self.texts,
            **more,
        )


class QuestionAnswer(OfQuestion, EditPage):
    """Answer a question."""

    rule = may_answer
    title = _("Answer the question")
    lead = _(
        "It is shown with the question, and sent to all who confirmed an address. "
        "The question is then closed."
    )
    template_name = "voices/pages/form.html"
    button = _("Answer, and tell those who asked for it")
    success = _("The question is answered.")
    form_class = AnswerForm
    action = answer_question


class GroupAnswer(InMunicipality, EditPage):
    """Answer a group of input."""

    rule = may_answer_group
    lead = _("It is shown with the group, and sent to those of it who confirmed an address.")
    template_name = "voices/pages/form.html"
    button = _("Answer, and tell those who asked for it")
    success = _("The group is answered.")
    model = VoiceGroup
    word = "group"
    form_class = GroupAnswerForm
    action = answer_group

    def get_title(self) -> Any:
        """Return which group it is."""
        return gettext("Answer those who say: %(name)s") % {"name": self.subject.name}


class GroupButton(InMunicipality, PostPage):
    """A button on a group."""

    model = VoiceGroup
    word = "group"


class GroupDissolve(GroupButton):
    """Remove a group: its input stays."""

    rule = may_dissolve

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Remove it, and go back to what can be gathered."""
        question = self.subject.question_id
        dissolve_group(self.subject, actor=self.actor)
        return redirect(reverse("voices_gather", args=[question]))


class GroupBecomes(GroupButton):
    """Draft a need or a project from a group, or report it as a challenge of the region."""

    rule = may_handle_group

    def post(self, request: HttpRequest, *_args: object, **kwargs: Any) -> HttpResponse:
        """Create it, and go there."""
        if kwargs["kind"] not in MAKES:
            raise Http404(gettext("There is nothing here for you."))
        try:
            made = make_of_group(self.subject, kwargs["kind"], actor=self.actor)
        except InvalidInput as refused:
            messages.error(request, str(refused))
            return redirect(reverse("voices_gather", args=[self.subject.question_id]))
        messages.success(request, gettext("It is made from what inhabitants said. Write on from here."))
        return redirect(made.made.get_absolute_url())
