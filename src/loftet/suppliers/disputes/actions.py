"""A dispute about who acts for a firm: said, and decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.people.acting import as_facilitator
from loftet.people.actions.roles import begin_role, end_all
from loftet.people.actor import Actor
from loftet.people.models import RoleKind, User
from loftet.suppliers.actions.suppliers import set_note, unconfirm
from loftet.suppliers.disputes.rules import may_decide, may_dispute
from loftet.suppliers.models import Standing, Supplier


class Outcome(models.TextChoices):
    """The decision of a facilitator."""

    STANDS = "stands", gettext_lazy("Those who act for the firm now go on")
    GIVEN = "given", gettext_lazy("The one who said so takes over, and the others leave")


@action("supplier.disputed", rule=may_dispute)
def dispute_supplier(supplier: Supplier, written: Mapping[str, Any], *, actor: Actor) -> Supplier:
    """Save that somebody else acts for a person's firm; nothing is hidden until a facilitator has decided.

    Raises:
        InvalidInput: when nothing is said, or the text is refused.
    """
    if not written["dispute"].strip():
        missing = _("Write how a facilitator can see that it is your firm.")
        raise InvalidInput.because(missing, field="dispute")
    set_values(supplier, written)
    supplier.disputed, supplier.disputed_by = actor.now, actor.person
    return supplier


def _outcome(done: Done) -> Mapping[str, object]:
    return {"is_confirmed": done.record.state == Standing.CONFIRMED}


@action("supplier.decided", rule=may_decide, acting_for=as_facilitator, details=_outcome)
def decide_supplier(supplier: Supplier, outcome: str, note: str, *, actor: Actor) -> Supplier:
    """Save who acts for a firm, with the reason; a firm that changes hands is confirmed once more.

    Raises:
        InvalidInput: when there is no reason, or the outcome is none.
    """
    if outcome not in Outcome.values:
        raise InvalidInput.because(_("Choose who acts for the firm."), field="outcome")
    set_note(supplier, note, _("Write how you know who acts for the firm."))
    claimant = supplier.disputed_by
    supplier.dispute, supplier.disputed, supplier.disputed_by = "", None, None
    if outcome == Outcome.GIVEN and claimant is not None:
        organisation = supplier.organisation
        end_all(organisation, by=actor.person, now=actor.now, today=actor.today)
        begin_role(claimant, organisation, RoleKind.TOP_MANAGEMENT, by=actor.person, today=actor.today)
        if supplier.state == Standing.CONFIRMED:
            unconfirm(supplier, "doubt")
        supplier.code_word = ""
    return supplier


def forget_disputes(user: User, _now: datetime) -> None:
    """Remove what an erased person has said."""
    said = Supplier.objects.filter(disputed_by=user)
    said.update(dispute="", disputed=None, disputed_by=None, version=F("version") + 1)
