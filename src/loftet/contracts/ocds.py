"""Contracts as open contracting data, with what was promised and if it holds; nothing of the preparation."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from loftet.contracts.models import Contract, Promise, Verdict
from loftet.core.actor import AnyActor
from loftet.core.ocds import OcdsSource, Party, Release, amount, day_text, item, milestone, page_of_record

STATUS: Mapping[str, str] = {
    Verdict.KEPT: "met",
    Verdict.PARTLY: "partiallyMet",
    Verdict.BROKEN: "notMet",
}


def rows(contracts: QuerySet[Contract], _actor: AnyActor) -> QuerySet[Contract]:
    """Return contracts with what was promised."""
    found = contracts.select_related("procurement__lead__place").annotate(
        answered=Max("promises__answered_on")
    )
    return found.order_by("pk").prefetch_related("promises", "procurement__shares__organisation")


def release(contract: Any) -> Release:
    """Return a contract as a release: buyers, supplier, period, value, promises and whether they hold."""
    procurement, language = contract.procurement, contract.procurement.lead.official_form
    key = f"contract-{contract.pk}"
    supplier = Party(key, contract.supplier, contract.number, ("supplier",))
    period = {"startDate": day_text(contract.begins_on), "endDate": day_text(contract.ends_on)}
    if contract.options_until:
        period["maxExtentDate"] = day_text(contract.options_until)
    told: dict[str, Any] = {
        "id": key,
        "awardID": f"award-{contract.pk}",
        "title": procurement.title,
        "status": "active",
        "period": period,
        "value": amount(contract.value),
        "items": [item(procurement.title, procurement.cpv)],
        "dateSigned": day_text(contract.signed_on),
        "documents": [page_of_record(contract, "contractSummary", procurement.title, language)],
    }
    promises = [_promise(one) for one in contract.promises.all()]
    if promises:
        told["implementation"] = {"milestones": promises}
    award = {
        "id": f"award-{contract.pk}",
        "title": procurement.title,
        "status": "active",
        "suppliers": [supplier.reference],
    }
    buyers = [Party.of(one.organisation) for one in procurement.shares.all()]
    return Release(
        f"procurement-{procurement.pk}",
        contract.version + sum(one.version for one in contract.promises.all()),
        _moment(contract),
        language,
        Party.of(procurement.lead),
        {"awards": [award], "contracts": [told]},
        tags=("contract", "implementation") if promises else ("contract",),
        others=[*buyers, supplier],
    )


def _moment(contract: Any) -> Any:
    if contract.answered is None:
        return contract.written
    day = timezone.make_aware(datetime.combine(contract.answered, time()))
    return max(contract.written, day)


def _promise(one: Promise) -> dict[str, Any]:
    found = milestone(str(one.pk), one.promise, "delivery", one.due)
    found["status"] = STATUS.get(one.verdict, "scheduled")
    if one.answered_on:
        found["dateModified"] = day_text(one.answered_on)
    return found


CONTRACTS = OcdsSource(Contract, rows, release)
