"""The reports of a municipality or a region, for all of its members, and the Word template."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import ButtonPage, FormPage
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.geography.place import Kind
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.reports.actions import order_for_members, order_report, remove_template, send_template
from loftet.reports.forms import MembersForm, OrderForm, TemplateForm
from loftet.reports.models import PlaceReport, TemplateState, WordTemplate, page_of
from loftet.reports.queries import members_with_people, reports_of, reports_of_members, template_of
from loftet.reports.rules import may_keep, may_order, may_order_for_members, may_remove
from loftet.reports.sentences import standing, sum_of, sum_of_members
from loftet.status.edition import current
from loftet.status.views.finding import PlacePage, find_place, find_region


def edition_now() -> str:
    """Return the edition that reports are made from.

    Raises:
        InvalidInput: when none is published.
    """
    if (edition := current().edition) is None:
        raise InvalidInput.because(gettext("There are no figures yet, so no report can be made."))
    return edition.id


class OfPlace(PlacePage):
    """A page about a municipality, which the address names."""

    word = "place"


class OfRegion(OfPlace):
    """A page about a region or a county."""

    word, find = "region", staticmethod(find_region)


class Reports(OfPlace, FormPage):
    """The reports of a municipality, and the form by which one is ordered."""

    rule, send_rule = anybody, may_order
    template_name = "reports/pages/reports.html"
    form_class = OrderForm
    button = _("Make the report")
    success = ""

    def get_title(self) -> Words:
        """Return the heading."""
        return gettext("Which report does %(place)s need?") % {"place": self.subject.name}

    def get_form_options(self) -> dict[str, Any]:
        """Return the official form of the place, which the report is in unless another one is chosen."""
        return {"initial": {"language": self.subject.official_form}}

    def save(self, form: OrderForm) -> PlaceReport:
        """Create the report."""
        return order_report(self.subject, form.cleaned_data, edition_now(), actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the reports that the reader may see."""
        reports = list(reports_of(self.subject, self.actor))
        return super().get_context(
            reports=[(one, standing(one)) for one in reports],
            sentence=sum_of(self.subject, reports),
            place_url=page_of(self.subject),
            may_keep=self.subject.kind == Kind.MUNICIPALITY and bool(may_keep(self.actor, self.subject)),
            may_lead=self.subject.kind != Kind.MUNICIPALITY
            and bool(may_order_for_members(self.actor, self.subject)),
            **more,
        )


class ReportsOfRegion(OfRegion, Reports):
    """The reports of a region or a county."""


class ReportsOfMembers(OfRegion, FormPage):
    """A report for each municipality of a region, ordered at once."""

    rule = may_order_for_members
    template_name = "reports/pages/members.html"
    form_class = MembersForm
    button = _("Make one for each municipality")
    success = _("They are being made. Each municipality approves its own.")
    success_url = ("member_reports", "slug")

    def get_title(self) -> Words:
        """Return the heading."""
        return gettext("A report for each municipality in %(place)s") % {"place": self.subject.name}

    @cached_property
    def members(self) -> list[Place]:
        """Return the municipalities that can approve a report."""
        return members_with_people(self.subject)

    def save(self, form: MembersForm) -> list[PlaceReport]:
        """Create the reports."""
        kind = form.cleaned_data["kind"]
        return order_for_members(self.subject, kind, self.members, edition_now(), actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return how far each municipality has come."""
        found = reports_of_members(self.members, self.actor)
        rows = [(one, [(each, standing(each)) for each in found[one.pk]]) for one in self.members]
        told = sum_of_members(self.members, found)
        return super().get_context(members=rows, told=told, **more)


class ReportTemplate(OfPlace, FormPage):
    """The Word template of a municipality: what is in use, and another one in its place."""

    rule = may_keep
    template_name = "reports/pages/template.html"
    form_class = TemplateForm
    button = _("Send the template")
    success = _("The template is being tried. It is used when that went well.")
    success_url = ("word_template", "slug")

    def get_title(self) -> Words:
        """Return the heading."""
        return gettext("The Word template of %(place)s") % {"place": self.subject.name}

    def save(self, form: TemplateForm) -> WordTemplate:
        """Store the template, to be tried."""
        file = form.cleaned_data["file"]
        return send_template(self.subject, file.name, file.read(), actor=self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the template in use, and the newer one."""
        return super().get_context(template=template_of(self.subject), **more)


class ReportTemplateRemove(ButtonPage):
    """Remove a template."""

    rule = may_remove
    action = remove_template
    success = _("The template is removed.")

    def get_subject(self) -> WordTemplate:
        """Return the template that the municipality uses, or answer 404."""
        rows = WordTemplate.objects.select_related("place").defer("content")
        return get_object_or_404(rows, place=find_place(self.kwargs["place"]), state=TemplateState.USED)
