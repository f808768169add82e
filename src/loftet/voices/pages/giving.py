"""Input without an account: given, found again by its link, taken home, erased; an address is confirmed."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.export import file_response
from loftet.core.pages import AskFirstPage, FormPage, GetPostPage, SignedWordPage
from loftet.core.refusals import log_refusal
from loftet.core.verdicts import Denied, NotAllowed, anybody
from loftet.core.words import Words, page_language
from loftet.people.access import client_hash_of
from loftet.voices.actions.giving import Given, TooMuchInput, confirm_address, erase_voice, give_voice
from loftet.voices.forms import VoiceForm
from loftet.voices.models import AddressCheck, Voice
from loftet.voices.pages.question import OfQuestion
from loftet.voices.queries import became_of
from loftet.voices.rules import RUN_OUT, may_give, may_type_in, setting_now
from loftet.voices.sentences import promise_sentence, subject_name
from loftet.voices.signed import own_word, read_confirm_word, read_own_word

NOT_OURS = Denied(_("This link opens nothing, or what you sent is erased already."))


class VoiceGive(OfQuestion, FormPage):
    """The form of input to a question: a text alone is enough, and nobody signs in."""

    rule = anybody
    send_rule = may_give
    template_name = "voices/pages/give.html"
    form_class = VoiceForm
    button = _("Send")
    success = ""

    def get_title(self) -> Words:
        """Return the question."""
        return str(self.subject.title)

    def get_form_options(self) -> dict[str, Any]:
        """Return whether the actor can type in what others wrote on paper."""
        return {"types_in": may_type_in(self.actor, self.subject)}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, who answers, and why no input is taken, if none is."""
        question = self.subject
        setting = setting_now(question.organisation, self.actor.today)
        denied = self.may_send
        return super().get_context(
            promise=promise_sentence(question, setting, self.actor.today),
            denied=denied.reason if isinstance(denied, Denied) else "",
            **more,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Save the input, or show the form again; too much of it is answered 429."""
        try:
            return super().post(request, *args, **kwargs)
        except TooMuchInput as refused:
            log_refusal(refused.denied)
            return self.answer(429, form=self.get_form(), too_many=str(refused.denied.reason))

    def save(self, form: VoiceForm) -> Voice | None:
        """Save the input; what a machine sends is thanked for, and not kept."""
        if form.is_from_a_machine:
            return None
        client = client_hash_of(self.request)
        given = Given(form.written, form.cleaned_data["email"], page_language(), client)
        return give_voice(self.subject, given, actor=self.actor)

    def get_success_url(self) -> str:
        """Return the page of what was sent: its link is the only way to it."""
        if self.saved is None:
            return str(self.subject.get_absolute_url())
        return reverse("voice_own", args=[own_word(self.saved.pk)])


class OfVoice(SignedWordPage):
    """A page about what somebody gave, found by its link."""

    rule = anybody

    def get_subject(self) -> Voice:
        """Return the input.

        Raises:
            NotAllowed: when the word was not made here, or the input is gone.
        """
        rows = Voice.objects.select_related("question__organisation", "group")
        found = rows.filter(pk=read_own_word(self.kwargs["word"]) or 0).first()
        if found is None:
            raise NotAllowed(NOT_OURS)
        return found


class OwnVoice(OfVoice):
    """The input that somebody gave, and what has come of it."""

    title = _("Thank you. This is what you sent")
    template_name = "voices/pages/own.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the input, its word, and whether an address waits to be confirmed."""
        question = self.subject.question
        setting = setting_now(question.organisation, self.actor.today)
        return super().get_context(
            word=self.kwargs["word"],
            question=question,
            promise=promise_sentence(question, setting, self.actor.today),
            waits_for_address=AddressCheck.objects.filter(voice=self.subject).exists(),
            **more,
        )


class OwnVoiceFile(OfVoice):
    """The same as a file."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return all that is kept of it."""
        voice = self.subject
        kept = {
            "question": voice.question.title,
            "organisation": voice.owner.name,
            "text": voice.text,
            "from": voice.source,
            "of_whom": voice.of_whom,
            "name": voice.name,
            "email": voice.email,
            "received": voice.received.isoformat(),
            "state": voice.state,
            "reason": voice.reason,
        }
        text = json.dumps(kept, ensure_ascii=False, indent=2)
        return file_response(text, "application/json", "innspill.json")


class OwnVoiceErase(OfVoice, AskFirstPage):
    """Erase what somebody gave, by its link."""

    title = _("Erase what I sent")
    back_url = ("voice_own", "word")

    def get_consequences(self) -> Sequence[Words]:
        """Return what is erased, and what cannot be."""
        return [
            _("The text, the name and the address are erased at once, and cannot be had back."),
            _("What the municipality has written itself, such as an answer or a need, stays."),
            *self._quoted(),
        ]

    def _quoted(self) -> Sequence[Words]:
        """Return where the text may be quoted: in what its group became; links to what all can read."""
        group = self.subject.group
        if group is None or not group.became.exists():
            return []
        said = gettext(
            "The municipality has made something of this input, and your words may be quoted there."
        )
        made = became_of(group.became.all(), self.actor)
        links = [(one.get_absolute_url(), subject_name(one)) for one in made]
        return [said, *(format_html('<a class="ds-link" href="{}">{}</a>', *one) for one in links)]

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Erase it, and go to the question."""
        question = self.subject.question
        erase_voice(self.subject)
        messages.success(request, gettext("What you sent is erased."))
        return redirect(question.get_absolute_url())


class AddressConfirm(SignedWordPage, GetPostPage):
    """The page that confirms an address, by a button: a program that follows links confirms nothing."""

    rule = anybody
    title = _("Do you want the answer by e-mail?")
    template_name = "voices/pages/confirm.html"

    def get_subject(self) -> AddressCheck:
        """Return the address that waits.

        Raises:
            NotAllowed: when the word was not made here, is a day old, or was used.
        """
        rows = AddressCheck.objects.select_related("voice__question__organisation")
        found = rows.filter(pk=read_confirm_word(self.kwargs["check"]) or 0).first()
        if found is None:
            raise NotAllowed(RUN_OUT)
        return found

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Save the address, and show what was sent."""
        voice = confirm_address(self.subject)
        messages.success(request, gettext("The address is confirmed. You get the answer by e-mail."))
        return redirect(reverse("voice_own", args=[own_word(voice.pk)]))
