"""Parts that contracts show on pages of earlier apps: the working life of a municipality, the measures."""

from typing import Any

from django.http import HttpRequest

from loftet.contracts.codes import SOCIAL, words_of
from loftet.contracts.models import Contract
from loftet.contracts.queries import kept_of
from loftet.contracts.yearly.queries import FEWEST, sums_of
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.procurement.clauses import CLAUSES
from loftet.programme.models import Cohort

ON_WORK = [one for one in SOCIAL if one[0] in ("work-cond", "opp")]


def on_working_life(_request: HttpRequest, subject: Place) -> Panel | None:
    """Show the contracts of a municipality that ask for apprentices or fair work, and whether they hold."""
    speaks = {"procurement__lead__kind__in": SPEAKS_FOR_ITS_PLACE}
    rows = Contract.objects.filter(procurement__lead__place=subject, **speaks)
    rows = rows.select_related("procurement").prefetch_related("promises").order_by("-signed_on", "-pk")
    contracts = list(rows)
    if not contracts:
        return None
    lines = [line for line in map(_line_of_work, contracts) if line["clauses"]]
    return Panel("contracts/parts/on_working_life.html", {"lines": lines, "count": len(contracts)})


def _line_of_work(contract: Contract) -> dict[str, Any]:
    """Return a contract with its clauses on work, and how many of its promises hold and are answered."""
    apprentices = [CLAUSES["apprentice"]] if contract.procurement.apprentices else []
    kept, answered = kept_of(contract.promises.all())
    clauses = [*apprentices, *words_of(ON_WORK, contract.social)]
    return {"contract": contract, "clauses": clauses, "answered": answered, "kept": kept}


def on_measures(request: HttpRequest, subject: Cohort) -> Panel | None:
    """Show what suppliers of a cohort's municipalities have told, as sums of three firms or more."""
    sums = sums_of(subject, actor_of(request).today)
    return Panel("contracts/parts/on_measures.html", {"sums": sums, "fewest": FEWEST}) if sums else None
