"""The agreement calendar of everybody, and the form by which an agreement is put into it."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, CreatePage, EditPage
from loftet.core.registry import add_parameters
from loftet.core.verdicts import anybody
from loftet.needs.agreements.actions import change_agreement, record_agreement
from loftet.needs.agreements.forms import AgreementForm
from loftet.needs.agreements.models import Agreement
from loftet.needs.agreements.timeline import timeline
from loftet.needs.announced.models import Announcement, Kind
from loftet.needs.announced.queries import current, in_calendar
from loftet.needs.filters import CpvFilter, OwnerFilter
from loftet.needs.queries import organisations_written_for
from loftet.needs.rules import may_change_agreement, may_write
from loftet.people.pages.base import OfOrganisationMixin
from loftet.status.downloads.list_pages import WorkbookListPage

ANNOUNCEMENT = "kunngjoring"
MOST_ANNOUNCED = 5
add_parameters((ANNOUNCEMENT,))


class AgreementFilters(Filters):
    """Agreements found by words, owner and kind of purchase."""

    q = WordsFilter(("title", "supplier"), label=_("Words"))
    hvem = OwnerFilter(Agreement)
    cpv = CpvFilter()


class Agreements(WorkbookListPage):
    """Agreements by the day they run out, the next first; what has run out is left out."""

    rule = anybody
    title = _("Agreements that run out")
    template_name = "needs/pages/agreements.html"
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
        rows = Agreement.objects.select_related("organisation").annotate(
            last=Coalesce("options_until", "ends_on")
        )
        return rows.filter(last__gte=self.actor.today).order_by("last", "pk")

    def lines(self, rows: Any) -> Any:
        """Return the agreements themselves: the page groups them by the year in which they run out."""
        return rows

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list with its picture, and for whom the reader may write."""
        writes_for = organisations_written_for(self.actor)
        drawn = timeline(more["lines"], self.actor.today)
        own = {one.pk for one in writes_for}
        announced = list(current(self.actor.today).exclude(kind=Kind.PLANNED)[:MOST_ANNOUNCED])
        return super().get_context(
            writes_for=writes_for,
            own=own,
            drawn=drawn,
            announced=announced,
            in_calendar=in_calendar(announced),
            **more,
        )


class AgreementCreate(OfOrganisationMixin, CreatePage):
    """Put an agreement into the calendar."""

    rule = may_write
    title = _("An agreement that runs out")
    lead = _("Neighbours who buy the same see when it can be done together.")
    button = _("Put it into the calendar")
    success = _("The agreement is in the calendar.")
    form_class = AgreementForm
    action = record_agreement

    def get_form_options(self) -> dict[str, Any]:
        """Return what the notice says that the address names, to be read before it is kept."""
        options = super().get_form_options()
        key = self.request.GET.get(ANNOUNCEMENT, "")
        notice = Announcement.objects.filter(organisation=self.subject, doffin=key).first() if key else None
        if notice is not None:
            names = ("supplier", "ends_on", "source")
            told = {name: getattr(notice, name) for name in names}
            options["initial"] = told | {"title": notice.title[:160], "cpv": notice.cpv}
        return options

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
