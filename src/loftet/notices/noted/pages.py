"""The pages of what is written in for others: of who writes it in, and of who replies without signing in."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, SignedWordPage
from loftet.core.saving import denial_as_form_error
from loftet.core.verdicts import Denied, NotAllowed, anybody
from loftet.notices.models import Noted
from loftet.notices.noted.actions import reply_to
from loftet.notices.noted.forms import ReplyForm
from loftet.notices.noted.kinds import kind_of
from loftet.notices.noted.rules import may_reply
from loftet.notices.noted.sentences import reply_line, said_line
from loftet.notices.signed import read_noted_word
from loftet.people.actor import actor_at
from loftet.people.models import User

NOT_OURS = Denied(_("This link opens nothing. Use the newest letter, or ask the coordinator."))


class WriteInPage(FormPage):
    """A page by which something is written in; a letter asks one of `get_people` whether it is so."""

    button = _("Send the letter")
    success = _("The letter is on its way.")

    def get_people(self) -> QuerySet[User]:
        """Return those who can confirm it."""
        raise NotImplementedError

    def get_form(self) -> Any:
        """Return the form with those who can confirm it."""
        form = super().get_form()
        form.fields["asked"].queryset = self.get_people()
        return form


class ReplyPage(SignedWordPage, FormPage):
    """Reply to what was written in, as the one whom the letter asked: the word of the address says who."""

    rule = anybody
    send_rule = may_reply
    title = _("Is this right?")
    template_name = "notices/pages/noted.html"
    success = ""
    subject: Noted

    def get_subject(self) -> Noted:
        """Return what was written in; from here on the one who is asked acts.

        Raises:
            NotAllowed: when the word was not made here, or the person is no longer here.
        """
        rows = Noted.objects.select_related(*Noted.lock_with)
        noted = rows.filter(pk=read_noted_word(self.kwargs["word"]) or 0, asked__is_active=True).first()
        if noted is None:
            raise NotAllowed(NOT_OURS)
        self.actor = actor_at(noted.asked, timezone.now(), timezone.localdate())
        return noted

    @cached_property
    def kind_form(self) -> Any:
        """Return the form of the values that a yes of this kind comes with, where there is one."""
        form = kind_of(self.subject).form
        return None if form is None else form(self.request.POST if self.request.method == "POST" else None)

    def get_form(self) -> Any:
        """Return the form of the reply; what a yes lacks is refused at its field."""
        return ReplyForm(self.request.POST if self.request.method == "POST" else None)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> Any:
        """Save the reply, or show what a yes lacks."""
        is_yes = request.POST.get("answer") == "yes"
        if is_yes and self.kind_form is not None and not self.kind_form.is_valid():
            return self.answer(422, form=self.get_form())
        return super().post(request, *args, **kwargs)

    def save(self, form: Any) -> Noted:
        """Save the reply as the person who is asked."""
        written = (
            self.kind_form.cleaned_data if self.kind_form is not None and self.kind_form.is_valid() else {}
        )
        with denial_as_form_error():
            return reply_to(self.subject, form.cleaned_data["answer"], written, actor=self.actor)

    def get_success_url(self) -> str:
        """Return this page, which says what was replied."""
        return self.request.path

    def get_back_url(self) -> str:
        """Return nothing: who was asked need not have an account."""
        return ""

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what was said, by whom, and the reply."""
        denied = self.may_send
        return super().get_context(
            said=said_line(self.subject),
            what=kind_of(self.subject).words(self.subject),
            text=kind_of(self.subject).text(self.subject),
            replied=reply_line(self.subject) if self.subject.reply else "",
            denied="" if self.subject.reply or not isinstance(denied, Denied) else denied.reason,
            kind_form=self.kind_form,
            **more,
        )
