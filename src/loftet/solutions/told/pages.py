"""The page on which a coordinator writes in a firm, and the page that the link of its letter opens."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Gone
from loftet.core.pages import FormPage
from loftet.core.saving import denial_as_form_error, reread
from loftet.core.verdicts import demand
from loftet.notices.noted.pages import LinkPage
from loftet.notices.noted.sentences import said_line
from loftet.solutions.models import Solution
from loftet.solutions.told.actions import delete_told, is_here, mend_told, publish_told, write_in_firm
from loftet.solutions.told.forms import PUBLISH, ReplyForm, ToldForm
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.rules import may_answer_told, may_write_in_firm
from loftet.solutions.told.signed import read_told_word
from loftet.suppliers.pages.supplier import LookupPage

IS_PUBLISHED = _("It is published, and is yours. Sign in with the address of the letter to change it.")
DELETE = "delete"


class FirmTold(LookupPage):
    """Write in a firm and its solution while on the telephone."""

    rule = may_write_in_firm
    title = _("Write in a firm from a call")
    lead = _(
        "Look the number up while you talk. The firm gets one letter, and alone decides what others read."
    )
    template_name = "solutions/pages/told.html"
    button = _("Send the letter")
    success = _("The letter is on its way.")
    form_class = ToldForm
    is_known = staticmethod(is_here)
    success_url = ("firm_told",)  # it lists who has not answered

    def save(self, form: ToldForm) -> ToldFirm:
        """Write it in, and send the letter."""
        return write_in_firm(self.person, form.cleaned_data["found"], form.said, form.wants, actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and one's own that have not answered."""
        waiting = ToldFirm.objects.waiting(self.actor.now).filter(written_by=self.actor.person)
        return super().get_context(waiting=list(waiting), **more)


class FirmReply(LinkPage):
    """Publish, mend or delete what a coordinator wrote in; the word of the address opens it to the firm."""

    send_rule = may_answer_told
    template_name = "solutions/pages/told_reply.html"
    form_class = ReplyForm
    subject: ToldFirm

    def get_subject(self) -> ToldFirm:
        """Return what was written in."""
        return self.opened(ToldFirm.objects.all(), read_told_word(self.kwargs["word"]))

    def get_form_options(self) -> dict[str, Any]:
        """Return the solution as it was told, with the version that is read."""
        return {"instance": Solution(**self.subject.wants, version=self.subject.version)}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Delete it, or save what the form holds."""
        if request.POST.get("answer") != DELETE:
            return super().post(request, *args, **kwargs)
        demand(self.may_send)
        with suppress(Gone):  # pressed twice
            delete_told(self.subject, actor=self.actor)
        messages.success(request, str(_("It is deleted, and so is your address.")))
        return redirect("suppliers")

    def save(self, form: ReplyForm) -> ToldFirm:
        """Publish it or keep what was mended, on the version that was read."""
        is_published = form.cleaned_data["answer"] == PUBLISH
        self.success = IS_PUBLISHED if is_published else FormPage.success  # type: ignore[misc]
        self.subject.version = form.cleaned_data["version"] or 0
        with denial_as_form_error():
            return (publish_told if is_published else mend_told)(self.subject, form.wants, actor=self.actor)

    def newest(self, form: ReplyForm) -> int:
        """Return the version that is stored now."""
        return reread(self.subject)

    def get_success_url(self) -> str:
        """Return the page of the solution once everybody reads it, until then this page."""
        made = self.saved.made if self.saved else None
        return str(made.get_absolute_url()) if made else super().get_success_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return what was told, and by whom."""
        return super().get_context(said=said_line(self.subject, self.subject.name), **more)
