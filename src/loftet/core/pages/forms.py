"""Forms: asked for, kept, refused at the field, or changed by somebody else meanwhile; one template."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Rule
from loftet.core.forms import RecordForm
from loftet.core.pages.base import Page, RecordMixin
from loftet.core.records import Record
from loftet.core.saving import KEPT, submit
from loftet.core.verdicts import ALLOWED, Verdict, demand
from loftet.core.words import Words


class FormPage(Page):
    """A form whose `save` calls an action; afterwards the reader stands where `get_success_url` leads.

    `rule` says who sees the page. Where not all of them may send the form, `send_rule` says who may.
    """

    template_name = "core/pages/form.html"
    form_class: ClassVar[Any]
    button: ClassVar[Words] = _("Keep")
    lead: ClassVar[Words] = ""
    send_rule: ClassVar[Rule | None] = None
    success: ClassVar[Words] = _("It is kept.")
    http_method_names = ["get", "head", "post", "options"]
    saved: Any = None

    def get_lead(self) -> Words:
        """Return what the page says first."""
        return self.lead

    def get_form_options(self) -> dict[str, Any]:
        """Return the arguments of the form besides the submitted data."""
        return {}

    def get_form(self) -> Any:
        """Return the form, bound to the submitted data if there are any."""
        sent = self.request.POST if self.request.method == "POST" else None
        return self.form_class(sent, **self.get_form_options())

    def save(self, form: Any) -> Any:
        """Call the action, and return what it gives."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return the next address: by default the page of what was saved."""
        return str(self.saved.get_absolute_url())

    def get_back_url(self) -> str:
        """Return where a reader goes who sends nothing: by default the page of the subject, if it has one."""
        return str(self.subject.get_absolute_url()) if hasattr(self.subject, "get_absolute_url") else ""

    @cached_property
    def may_send(self) -> Verdict:
        """Check whether the actor may send the form; the rule of the page has been asked already."""
        rule = type(self).send_rule
        return rule(self.actor, self.subject) if rule else ALLOWED

    def newest(self, form: Any) -> int:
        """Return the stored version of the record, after adding its text to the form."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the form."""
        return self.answer(form=self.get_form())

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Save the form, or show it again with what is wrong; the rule of the page has been asked."""
        if type(self).send_rule is not None:
            demand(self.may_send)
        form = self.get_form()

        def keep() -> None:
            self.saved = self.save(form)

        status = submit(form, keep, lambda: self.newest(form))
        if status != KEPT:
            return self.answer(status, form=form)
        if self.success:
            messages.success(request, str(self.success))
        return redirect(self.get_success_url())


class RecordFormPage(FormPage):
    """A form of a record: of `model` and `fields`, where there is no `form_class`; saved by `action`."""

    model: ClassVar[type[Record]]
    fields: ClassVar[Sequence[str]]
    action: ClassVar[Any]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "form_class" not in vars(cls) and "fields" in vars(cls):
            cls.form_class = modelform_factory(cls.model, form=RecordForm, fields=cls.fields)


class CreatePage(RecordFormPage):
    """A form that makes a record below the page's subject, by `action`."""

    def save(self, form: Any) -> Any:
        """Call the action with the subject and what was filled in."""
        return type(self).action(self.subject, form.changes, actor=self.actor)


class EditPage(RecordMixin, RecordFormPage):
    """A form that changes the record that the address names, by `action`."""

    model: ClassVar[type[Record]]

    def get_form_options(self) -> dict[str, Any]:
        """Return the record as the form's instance."""
        return {"instance": self.subject}

    def save(self, form: RecordForm[Any]) -> Any:
        """Call the action with the record as it was read, and what was filled in."""
        return type(self).action(form.read_record(), form.changes, actor=self.actor)

    def newest(self, form: RecordForm[Any]) -> int:
        """Return the version that the record has now, with both texts in the form."""
        return form.show_conflict()
