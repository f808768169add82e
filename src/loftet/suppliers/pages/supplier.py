"""A supplier: its page, its signing up, and the ways in which it is confirmed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Button, EditPage, FormPage, HiddenRecordMixin, Link, Page, RecordPage, StepPage
from loftet.core.requests import NEXT
from loftet.core.verdicts import Denied
from loftet.invalid_input import InvalidInput
from loftet.people.access import next_url
from loftet.people.models import OrganisationKind, User
from loftet.people.pages.base import OfOrganisationMixin
from loftet.sources.brreg.company import Company
from loftet.suppliers.actions.accounts import count_look_up
from loftet.suppliers.actions.suppliers import (
    Foreign,
    change_supplier,
    close_supplier,
    confirm_supplier,
    create_profile,
    doubt_supplier,
    enter_code,
    here_already,
    reopen_supplier,
    send_code,
    sign_up,
)
from loftet.suppliers.disputes.rules import may_decide
from loftet.suppliers.forms import (
    ForeignForm,
    FoundForm,
    NoteForm,
    SignUpForm,
    SupplierCodeForm,
    SupplierForm,
    signed,
)
from loftet.suppliers.models import Means, Supplier, Trouble
from loftet.suppliers.pages.lists import supplier_words
from loftet.suppliers.register import NUMBER, find_company
from loftet.suppliers.rules import (
    PROFILE,
    may_confirm,
    may_create_profile,
    may_doubt,
    may_edit_supplier,
    may_enter_code,
    may_see_supplier,
    may_sign_up,
)


class SignUpPage(FormPage):
    """A form by which the person who is signed in makes a profile."""

    success = _("The profile is made. Nobody else reads it until it is confirmed.")

    def get_success_url(self) -> str:
        """Return where the person was heading, or the profile."""
        return next_url(self.request) if NEXT in self.request.GET else super().get_success_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return where the person was heading, for the links and forms of the page."""
        return super().get_context(heading_for=self.request.GET.get(NEXT, ""), **more)

    @property
    def person(self) -> User:
        """Return the row of the person, as an action locks it."""
        return User.objects.get(pk=self.actor.person.pk)


class LookupPage(SignUpPage):
    """A number is looked up first, and «yes, this is us» is sent then: no form waits for the register."""

    template_name = "suppliers/pages/sign_up.html"
    button = _("Yes, this is us")
    is_known = staticmethod(here_already)
    back_url = ("suppliers",)

    def look_up(self) -> tuple[Company | None, str]:
        """Return what the register has, or why nothing is found."""
        number = self.request.GET.get(NUMBER, "")
        if not number:
            return None, ""
        if isinstance(denied := count_look_up(self.person, self.actor.now), Denied):
            return None, str(denied.reason)
        try:
            return find_company(number), ""
        except InvalidInput as refused:
            return None, refused.problems[0].cause

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show what is found beside the button that sends it, or who to ask where it is here already."""
        company, refusal = self.look_up()
        known = Supplier.objects.filter(number=company.number, country="").first() if company else None
        if known is not None:
            company, refusal = None, self.is_known().problems[0].cause
        form = self.form_class(initial={"found": signed(company)}) if company else None
        status = 422 if refusal else 200
        return self.answer(status, form=form, company=company, refusal=refusal, known=known)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the number as it was written, and the firm that a refused form is about."""
        form = more.get("form")
        if form is not None and form.is_bound:
            more.setdefault("company", form.cleaned_data.get("found"))
        return super().get_context(number=self.request.GET.get(NUMBER, "")[:40], **more)


class SupplierCreate(LookupPage):
    """A firm signs up with its organisation number."""

    rule = may_sign_up
    title = _("Sign up a firm")
    lead = _("Write the organisation number. The rest is fetched from Enhetsregisteret.")
    form_class = SignUpForm

    def save(self, form: SignUpForm) -> Supplier:
        """Create the organisation and its profile."""
        kind = OrganisationKind(form.cleaned_data["kind"])
        return sign_up(self.person, form.cleaned_data["found"], kind, actor=self.actor)


class ProfileCreate(OfOrganisationMixin, LookupPage):
    """The profile of an organisation that is here already."""

    rule = may_create_profile
    title = _("The profile of your organisation")
    lead = _("Write the organisation number. The rest is fetched from Enhetsregisteret.")
    form_class = FoundForm

    def save(self, form: FoundForm) -> Supplier:
        """Create the profile."""
        return create_profile(self.subject, form.cleaned_data["found"], actor=self.actor)


class SupplierCreateForeign(SignUpPage):
    """A firm that another country's register knows."""

    rule = may_sign_up
    title = _("Sign up a firm from another country")
    lead = _("A facilitator of the region looks at the register, and confirms the firm.")
    button = _("Sign up the firm")
    form_class = ForeignForm
    back_url = ("supplier_create",)

    def save(self, form: ForeignForm) -> Supplier:
        """Create the organisation and its profile."""
        told = dict(form.cleaned_data)
        kind = OrganisationKind(told.pop("kind"))
        return sign_up(self.person, Foreign(**told), kind, actor=self.actor)


class OfSupplier(HiddenRecordMixin, Page):
    """A page about a supplier; one that is hidden is not there."""

    missing = _("There is no such supplier.")

    def find(self) -> Supplier | None:
        """Return the supplier of the organisation in the address, where the reader may see it."""
        rows = Supplier.objects.select_related("organisation__place", "confirmed_by", "disputed_by")
        found = rows.filter(organisation__slug=self.kwargs["organisation"]).first()
        return found if found is not None and may_see_supplier(self.actor, found) else None


class SupplierPage(OfSupplier, RecordPage):
    """One supplier, and what later apps show of what it offers."""

    rule = may_see_supplier
    template_name = "suppliers/pages/supplier.html"
    spot = "supplier"
    links = (
        Link(_("Change what you say of yourselves"), "supplier_edit", may_edit_supplier, look="link"),
        Link.of_step(PROFILE, "close", "supplier_close", "link", has_form=True),
    )

    def get_buttons(self) -> Iterable[Button]:
        """Return the steps that can be taken; the first one is the page's filled button."""
        if self.may(may_decide):
            yield self.button_to(_("Decide who acts for the firm"), "supplier_decide")
        steps = [one for one in PROFILE.open_to(self.actor, self.subject) if one.name != "close"]
        steps.sort(key=lambda one: ("enter", "send", "confirm", "reopen", "doubt").index(one.name))
        for step in steps:
            address, sends = self.address_to(f"supplier_{step.name}"), step.name in SupplierStep.steps
            yield Button(step.words, address, sends, False if step.name == "doubt" else None)

    def get_address_words(self) -> list[object]:
        """Return the word of the organisation, by which the addresses name a supplier."""
        return [self.subject.organisation.slug]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the supplier, and what its own people read alone."""
        supplier, of = self.subject, self.subject.organisation
        return super().get_context(**more) | {
            "organisation": of,
            "is_own": self.actor.permissions.has(of),
            "state_words": supplier_words(supplier),
            "trouble": Trouble(supplier.trouble).label if supplier.trouble else "",
            "means": Means(supplier.means).label if supplier.means else "",
            "sent_to": masked(supplier.email),
            "may_decide": bool(self.may(may_decide)),
        }


def masked(email: str) -> str:
    """Return an address that tells its owner which it is, and nobody else what it is.

    >>> masked("post@demoror.example"), masked("")
    ('p…@demoror.example', '')
    """
    name, sign, domain = email.partition("@")
    return f"{name[:1]}…@{domain}" if sign else ""


class SupplierEdit(OfSupplier, EditPage):
    """Change what a supplier says of itself."""

    rule = may_edit_supplier
    title = _("About the organisation")
    form_class = SupplierForm
    action = change_supplier


class SupplierEnter(OfSupplier, FormPage):
    """Write the code that was sent to the address in Enhetsregisteret."""

    rule = may_enter_code
    title = _("Write the code")
    lead = _("It was sent to the address that Enhetsregisteret has. Ask the one who reads it.")
    button = _("Confirm the firm")
    success = _("The firm is confirmed. You can publish solutions now.")
    form_class = SupplierCodeForm
    once = False

    def save(self, form: SupplierCodeForm) -> Supplier:
        """Check the code; a wrong one is counted, and refused at the field."""
        supplier: Supplier = self.subject
        if not enter_code(supplier, form.cleaned_data["code"], actor=self.actor):
            raise InvalidInput.because(
                gettext("The code is wrong. Look at the e-mail, and try again."), field="code"
            )
        return supplier


class SupplierNote(OfSupplier, FormPage):
    """A step of a facilitator that asks for a note."""

    form_class = NoteForm
    action: Any

    def save(self, form: NoteForm) -> Any:
        """Run the step."""
        return type(self).action(self.subject, form.cleaned_data["note"], actor=self.actor)


class SupplierConfirm(SupplierNote):
    """A facilitator confirms a firm."""

    rule = may_confirm
    title = _("Confirm the firm")
    lead = _("You say that the person who signed it up acts for it. How do you know?")
    template_name = "suppliers/pages/confirm.html"
    button = _("Confirm the firm")
    success = _("The firm is confirmed.")
    action = confirm_supplier


class SupplierDoubt(SupplierNote):
    """A facilitator takes a confirmation back."""

    rule = may_doubt
    title = _("Take the confirmation back")
    lead = _("Nothing of the firm is shown until it is confirmed once more.")
    button = _("Take the confirmation back")
    success = _("The confirmation is taken back.")
    action = doubt_supplier


class SupplierStep(OfSupplier, StepPage):
    """Send a code, close a profile or open it again."""

    rule = may_see_supplier
    states = PROFILE
    steps = {"send": send_code, "close": close_supplier, "reopen": reopen_supplier}
