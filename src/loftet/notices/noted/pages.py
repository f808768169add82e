"""The pages of what is written in for others: of who writes it in, and of who replies without signing in."""

from functools import cached_property
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage, SignedWordPage
from loftet.core.records import Record
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

R = TypeVar("R", bound=Record)
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


class LinkPage(SignedWordPage, FormPage):
    """A page that the link of a letter opens: who was asked need not have an account."""

    rule = anybody
    title = _("Is this right?")

    def opened(self, rows: QuerySet[R], key: int | None) -> R:
        """Return the row that the word of the address opens.

        Raises:
            NotAllowed: when the word was not made here, or the row is gone.
        """
        found = rows.select_related(*rows.model.lock_with).filter(pk=key or 0).first()
        if found is None:
            raise NotAllowed(NOT_OURS)
        return found

    def get_success_url(self) -> str:
        """Return this page, which says what was answered."""
        return self.request.path

    def get_back_url(self) -> str:
        """Return nothing: there is no page to go back to."""
        return ""

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and why it cannot be answered any more."""
        denied = self.may_send
        reason = denied.reason if isinstance(denied, Denied) else ""
        return super().get_context(**{"denied": reason} | more)


class ReplyPage(LinkPage):
    """Reply to what was written in, as the one whom the letter asked: the word of the address says who."""

    send_rule = may_reply
    template_name = "notices/pages/noted.html"
    success = ""
    subject: Noted

    def get_subject(self) -> Noted:
        """Return what was written in; from here on the one who is asked acts.

        Raises:
            NotAllowed: when the word was not made here, or the person is no longer here.
        """
        rows = Noted.objects.filter(asked__is_active=True)
        noted = self.opened(rows, read_noted_word(self.kwargs["word"]))
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

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what was said, by whom, and the reply."""
        replied = reply_line(self.subject) if self.subject.reply else ""
        if replied:
            more["denied"] = ""
        return super().get_context(
            said=said_line(self.subject, self.subject.organisation.name),
            what=kind_of(self.subject).words(self.subject),
            text=kind_of(self.subject).text(self.subject),
            replied=replied,
            kind_form=self.kind_form,
            **more,
        )
