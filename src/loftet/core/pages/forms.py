"""Forms: asked for, kept, refused at the field, or changed by somebody else meanwhile; one template."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import Rule
from loftet.core.forms import RecordForm, VersionForm
from loftet.core.pages.base import GetPostPage, RecordMixin
from loftet.core.records import Record
from loftet.core.saving import KEPT, reread, submit
from loftet.core.submissions import was_saved
from loftet.core.verdicts import ALLOWED, Verdict, demand
from loftet.core.words import Words

CORE_FORM = "core/pages/form.html"
STOP = "stopp"  # the button of a step that leaves the other steps out


class FormPage(GetPostPage):
    """A form whose `save` calls an action; afterwards the reader stands where `get_success_url` leads.

    `rule` says who sees the page. Where not all of them may send the form, `send_rule` says who may.
    `success_url` and `back_url` name a page and the words of its address, where the defaults do not fit.
    """

    template_name = CORE_FORM
    form_class: ClassVar[Any]
    button: ClassVar[Words] = _("Keep")
    lead: ClassVar[Words] = ""
    send_rule: ClassVar[Rule | None] = None
    seen: ClassVar[str] = "version"  # the field that tells what the person has read
    success: ClassVar[Words] = _("It is kept.")
    success_url: ClassVar[Sequence[str]] = ()
    back_url: ClassVar[Sequence[str]] = ()
    # Sent twice, it saves once (`loftet.core.submissions`); False where each attempt has to stay counted.
    once: ClassVar[bool] = True
    saved: Any = None

    def get_template_name(self) -> str:
        """Return the template of the page, or else that of the forms about such a record."""
        is_default = self.template_name == CORE_FORM
        return self.form_template if is_default and self.form_template else self.template_name

    def get_lead(self) -> Words:
        """Return what the page says first."""
        return self.lead

    def get_form_options(self) -> dict[str, Any]:
        """Return the arguments of the form besides the submitted data."""
        return {}

    def get_form(self) -> Any:
        """Return the form, bound to the submitted data and files if there are any."""
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        return self.form_class(*sent, **self.get_form_options())

    def save(self, form: Any) -> Any:
        """Call the action, and return what it gives."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Return the next address."""
        return self.address_by(self.success_url) if self.success_url else self.get_default_url()

    def get_default_url(self) -> str:
        """Return the next address where none is named: the page of what was saved."""
        return str(self.saved.get_absolute_url())

    def get_response(self, form: Any) -> HttpResponse:
        """Return the answer to a form that was saved: by default the way to the next address."""
        return redirect(self.get_success_url())

    def get_back_url(self) -> str:
        """Return where a reader goes who sends nothing: by default the page of the subject, if it has one."""
        if self.back_url:
            return self.address_by(self.back_url)
        return str(self.subject.get_absolute_url()) if hasattr(self.subject, "get_absolute_url") else ""

    @cached_property
    def may_send(self) -> Verdict:
        """Check whether the actor may send the form; the rule of the page has been asked already."""
        rule = type(self).send_rule
        return rule(self.actor, self.subject) if rule else ALLOWED

    def newest(self, form: Any) -> int | str:
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
        if was_saved(request) and form.is_valid():
            return self.get_response(form)

        def keep() -> None:
            self.saved = self.save(form)

        status = submit(form, keep, lambda: self.newest(form), seen=self.seen)
        if status != KEPT:
            return self.answer(status, form=form)
        if self.success:
            messages.success(request, str(self.success))
        return self.get_response(form)


class VersionPage(FormPage):
    """A form about a record that others may change meanwhile; `action` gets it as it was read."""

    form_class: ClassVar[Any] = VersionForm
    action: ClassVar[Any]

    def get_form_options(self) -> dict[str, Any]:
        """Return the version that is read."""
        return {"initial": {"version": self.subject.version}}

    def save(self, form: Any) -> Any:
        """Call the action on the version that was read."""
        written = dict(form.cleaned_data)
        self.subject.version = written.pop("version")
        return self.run(written)

    def run(self, written: dict[str, Any]) -> Any:
        """Call the action with what was written."""
        return type(self).action(self.subject, written, actor=self.actor)

    def newest(self, form: Any) -> int:
        """Return the version that is stored now."""
        return reread(self.subject)

    def get_default_url(self) -> str:
        """Return the address of the record."""
        return str(self.subject.get_absolute_url())


class RecordFormPage(FormPage):
    """A form of a record: of `model` and `fields`, where there is no `form_class`; saved by `action`."""

    model: ClassVar[type[Model]]
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


class OnlyRowPage(RecordFormPage):
    """The form of the only row of its kind that the subject has, which may not be there yet.

    `action` gets the subject, what was filled in, and the version that was read: 0 where there was no row.
    """

    def get_row(self) -> Record:
        """Return the row as it is stored, or one of version 0 that nobody has saved (`row_or_new`)."""
        raise NotImplementedError

    def get_form_options(self) -> dict[str, Any]:
        """Return the row as the form's instance."""
        return {"instance": self.get_row()}

    def save(self, form: RecordForm[Any]) -> Any:
        """Call the action with what was filled in, and the version that was read."""
        version = form.cleaned_data["version"] or 0
        return type(self).action(self.subject, form.changes, version, actor=self.actor)

    def newest(self, form: RecordForm[Any]) -> int:
        """Return the version that the row has now, with both texts in the form."""
        form.instance = self.get_row()
        return form.show_conflict() if form.instance.pk else 0


class FirstStepPage(CreatePage):
    """The first step of writing a record, which makes its draft; the others are a `WritingPage`."""

    step, steps = 1, 1
    next_step: ClassVar[str]

    def get_success_url(self) -> str:
        """Return the address of step 2."""
        return reverse(self.next_step, args=[self.saved.pk])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and how many steps there are."""
        return super().get_context(steps=range(1, self.steps + 1), **more)


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


class WritingPage(EditPage):
    """A step of writing a record: a draft leads on to the next one, all else back to the record's page.

    `step` counts from 1 to `steps`; `next_step` and `record_page` are names of addresses.
    """

    draft: ClassVar[str] = "draft"
    step: ClassVar[int]
    steps: ClassVar[int]
    next_step: ClassVar[str] = ""
    record_page: ClassVar[str]

    @property
    def is_draft(self) -> bool:
        """Check whether nobody else reads the record yet."""
        return bool(self.subject.state == self.draft)

    @property
    def may_stop(self) -> bool:
        """Check whether steps are left, which may be left out."""
        return self.is_draft and self.next_step != ""

    def get_success_url(self) -> str:
        """Return the next step of a draft, or the page of the record; steps that are left may be left out."""
        name = self.next_step if self.may_stop and STOP not in self.request.POST else self.record_page
        return reverse(name, args=[self.subject.pk])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form; a record that is no draft has no next step."""
        if not self.is_draft:
            self.button = FormPage.button  # type: ignore[misc]
        return super().get_context(steps=range(1, self.steps + 1), **more)
