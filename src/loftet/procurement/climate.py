"""The climate choice: what is wrong with it, at its field, and what practice warns of."""

from decimal import Decimal

from django.utils.translation import gettext as _

from loftet.core.words import for_reader
from loftet.methods.procurement.case import Environment
from loftet.methods.procurement.climate import NAME, RANK, WEIGHT, lacks, weak_word
from loftet.methods.procurement.rows import ClimateMode as ModeRow
from loftet.procurement.check import book, environment_of
from loftet.procurement.criteria import plain
from loftet.procurement.models import Procurement

Fault = tuple[str, str]


def mode_row(procurement: Procurement) -> ModeRow | None:
    """Return the row of the choice on the day of the announcement; None where it is not open then."""
    return book().mode(procurement.mode, procurement.day)


def climate_fault(procurement: Procurement) -> Fault | None:
    """Return the field that lacks something that the choice asks for, and what; None where nothing does."""
    environment, row = environment_of(procurement), mode_row(procurement)
    if environment.mode is None:
        return "mode", _("Choose how the climate rule is met.")
    if row is None:
        return "mode", _("This choice is not open on the day of the announcement.")
    rank = environment.rank
    missing = lacks(
        environment,
        row,
        lambda least: (environment.weight or 0) >= least,
        lambda lowest: rank is not None and rank <= lowest,
    )
    return _told(missing[0], environment, row) if missing else None


def _told(key: str, environment: Environment, row: ModeRow) -> Fault:
    if key == WEIGHT:
        words = _("Climate and environment weigh %(weight)s %%, and must weigh %(least)s %% or more.")
        shown = {
            "weight": plain(environment.weight or Decimal(0)),
            "least": plain(row.least_weight or Decimal(0)),
        }
        return "criteria", words % shown
    if key == RANK:
        words = _(
            "A criterion on climate must be among the %(count)d that weigh most; further down, write "
            "requirements and a justification."
        )
        return "criteria", words % {"count": row.lowest_rank}
    if key == NAME:
        return "justification", _("Name the act or the regulation that sets the minimum.")
    if key == "requirements":
        return key, _("Write the requirements that take the place of the weight.")
    return key, _("Write the justification. It is part of the documents of the competition.")


def warnings_of(procurement: Procurement) -> list[str]:
    """Return what practice warns of, of the choice as it is written."""
    row = mode_row(procurement) if procurement.mode else None
    if row is None:
        return []
    found = [for_reader(row.warnings)]
    if word := weak_word(procurement.requirements, row):
        found.append(_("«%(word)s» commits nobody. Write «must» and a number.") % {"word": word})
    return [one[:1].upper() + one[1:] for one in found if one]
