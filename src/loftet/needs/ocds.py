"""Needs as open contracting data: what everybody finds, without a hidden budget and without a person."""

from typing import Any

from django.db.models import Max, QuerySet

from loftet.core.actor import AnyActor
from loftet.core.ocds import OcdsSource, Party, Release, amount, item, milestone, page_of_record
from loftet.needs.models import Need
from loftet.needs.search import found


def process(need: Need) -> str:
    """Return the key of a need's process."""
    return f"need-{need.pk}"


def rows(needs: QuerySet[Need], actor: AnyActor) -> QuerySet[Need]:
    """Return the needs that somebody finds, with the moment of their last change."""
    found_ones = needs.filter(found(actor)).select_related("organisation__place")
    return found_ones.annotate(changed=Max("changes__when")).order_by("pk")


def release(need: Any) -> Release:
    """Return a need as a release: today's situation, wished effect, volume, budget where it is public."""
    language = need.organisation.official_form
    planning: dict[str, Any] = {"rationale": need.problem or need.title}
    if need.budget is not None and not need.budget_hidden:
        planning["budget"] = {"amount": amount(need.budget)}
    planning["documents"] = [page_of_record(need, "needsAssessment", need.title, language)]
    if need.needed_by:
        planning["milestones"] = [milestone("needed", need.title, "preProcurement", need.needed_by)]
    tender: dict[str, Any] = {"id": process(need), "title": need.title, "status": "planning"}
    if need.effect:
        tender["description"] = need.effect
    tender["items"] = [item(need.title, need.cpv, need.unit, need.volume)]
    return Release(
        process(need),
        need.version,
        max(filter(None, (need.shared, need.changed))),
        language,
        Party.of(need.organisation),
        {"planning": planning, "tender": tender},
    )


NEEDS = OcdsSource(Need, rows, release)
