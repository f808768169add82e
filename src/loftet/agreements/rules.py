"""Rules on agreements: who keeps the calendar. The same people write needs."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.agreements.models import Agreement
from loftet.core.verdicts import Verdict
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.rules import role_rule

WRITES = (
    RoleKind.BUSINESS_ADVISER,
    RoleKind.PROCUREMENT_OFFICER,
    RoleKind.PLANNER,
    RoleKind.TOP_MANAGEMENT,
)
IN_TIME = timedelta(days=270)  # before it runs out: a purchase together takes nine months


# Who may put agreements of an organisation into the calendar.
may_record = role_rule(
    SPEAKS_FOR_ITS_PLACE,
    _("The calendar holds agreements of municipalities, counties and regional councils."),
    WRITES,
    _(
        "Agreements are put into the calendar by business advisers, procurement officers, planners and "
        "top management of the organisation, or by somebody whom it has let act on its behalf."
    ),
)


def may_change_agreement(actor: Actor, agreement: Agreement) -> Verdict:
    """Check whether the actor may change an agreement in the calendar."""
    return may_record(actor, agreement.organisation)


def organisations_written_for(actor: Actor) -> list[Organisation]:
    """Return the organisations whose agreements and needs somebody writes: one's own before others'."""
    return actor.permissions.acted_for(*WRITES, among=SPEAKS_FOR_ITS_PLACE)
