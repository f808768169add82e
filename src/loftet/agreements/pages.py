"""The agreement calendar of everybody, and the form by which an agreement is put into it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.agreements.actions import change_agreement, record_agreement
from loftet.agreements.forms import AgreementForm
from loftet.agreements.hooks import FIRST_VALUES
from loftet.agreements.models import Agreement
from loftet.agreements.rules import may_change_agreement, may_record, organisations_written_for
from loftet.agreements.timeline import timeline
from loftet.core.cpv import CpvFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, CreatePage, EditPage
from loftet.core.registry import call_all
from loftet.core.verdicts import anybody
from loftet.people.filters import OwnerFilter
from loftet.people.pages.base import OfOrganisationMixin
from loftet.status.downloads.list_pages import WorkbookListPage


class AgreementFilters(Filters):
    """Agreements found by words, owner and kind of purchase."""

    q = WordsFilter(("title", "supplier"), label=_("Words"))
    hvem = OwnerFilter(Agreement)
    cpv = CpvFilter()


class Agreements(WorkbookListPage):
    """Agreements by the day they run out, the next first; what has run out is left out."""

    rule = anybody
    title = _("Agreements that run out")
    template_name = "agreements/pages/agreements.html"
    filters = AgreementFilters
    file_name = "avtaler"
    page_size = 50  # the picture is of all or of none
    empty = _("No agreement is in the calendar yet.")
    columns = (
        Column("last_day", _("Runs out")),
        Column("title", _("Agreement")),
        Column("organisation", _("Who")),
        Column("supplier", _("Supplier")),
        Column("ends_on", _("Without options")),
        Column("volume", _("Volume a year"), number=True),
        Column("unit", _("Unit")),
        Column("cpv", _("CPV code")),
        Column("source", _("Where it is written")),
    )

    def get_rows(self) -> QuerySet[Agreement]:
        """Return the agreements that can still be used."""
        rows = Agreement.objects.with_last_day().filter(last__gte=self.actor.today)
        return rows.select_related("organisation").order_by("last", "pk")

    def lines(self, rows: Any) -> Any:
        """Return the agreements themselves: the page groups them by the year in which they run out."""
        return rows

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list with its picture, and for whom the reader may write."""
        writes_for = organisations_written_for(self.actor)
        drawn = timeline(more["lines"], self.actor.today)
        own = {one.pk for one in writes_for}
        return super().get_context(writes_for=writes_for, own=own, drawn=drawn, **more)


class AgreementCreate(OfOrganisationMixin, CreatePage):
    """Put an agreement into the calendar."""

    rule = may_record
    title = _("An agreement that runs out")
    lead = _("Neighbours who buy the same see when it can be done together.")
    button = _("Put it into the calendar")
    success = _("The agreement is in the calendar.")
    form_class = AgreementForm
    action = record_agreement

    def get_form_options(self) -> dict[str, Any]:
        """Return what later apps fill in, to be read before it is kept."""
        first: dict[str, Any] = {}
        for known in call_all(FIRST_VALUES, self.request, self.subject):
            first |= known
        return super().get_form_options() | {"initial": first}

    def get_back_url(self) -> str:
        """Return nothing: the calendar is above."""
        return ""


class AgreementEdit(EditPage):
    """Change an agreement in the calendar."""

    rule = may_change_agreement
    title = _("Change the agreement")
    model = Agreement
    lookup = {"pk": "id"}
    form_class = AgreementForm
    action = change_agreement
