"""The origin of an experience: a project, a contract, a need or a solution fills in its form."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.contracts.models import Contract, Verdict
from loftet.learning.models import Outcome
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.projects.models import BenefitKind, Project, State
from loftet.solutions.models import Solution

ORIGINS = ("prosjekt", "kontrakt", "behov", "losning")  # the parameters of the form's address


def origin_of(keys: Mapping[str, int], actor: Actor) -> Mapping[str, Any]:
    """Return the field and the record that an address names, as far as the actor may read it."""
    rows = {
        "prosjekt": ("project", Project.objects.visible_to(actor)),
        "kontrakt": ("contract", Contract.objects.select_related("procurement")),
        "behov": ("need", Need.objects.visible_to(actor)),
        "losning": ("solution", Solution.objects.visible_to(actor)),
    }
    for name, key in keys.items():
        field, found = rows[name]
        if key and (record := found.filter(pk=key).first()) is not None:
            return {field: record}
    return {}


def filled_from(origin: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form begins with when it is written from something."""
    record = next(iter(origin.values()), None)
    if isinstance(record, Project):
        return _of_project(record)
    if isinstance(record, Contract):
        return _of_contract(record)
    if isinstance(record, Need):
        return {"title": record.title[:120], "indicator": record.indicator}
    return {"title": record.title[:120]} if isinstance(record, Solution) else {}


def _of_project(project: Project) -> dict[str, Any]:
    costs = [one.amount for one in project.benefits.all() if one.kind == BenefitKind.COST]
    effect = project.effects.first()
    return {
        "title": project.title[:120],
        "done": project.text[:1_000],
        "effect": project.result,
        "failed": project.lesson,
        "cost": _("%(sum)s kr") % {"sum": floatformat(sum(costs), "0g")} if costs else "",
        "indicator": effect.indicator if effect else "",
        "outcome": Outcome.FAILED if project.state == State.STOPPED else "",
    }


def _of_contract(contract: Contract) -> dict[str, Any]:
    verdicts = [one.verdict for one in contract.promises.all() if one.verdict]
    kept = sum(one == Verdict.KEPT for one in verdicts)
    words = ngettext(
        "%(kept)d of %(count)d promise holds.", "%(kept)d of %(count)d promises hold.", len(verdicts)
    )
    cost = _("%(sum)s kr without VAT") % {"sum": floatformat(contract.value, "0g")}
    return {
        "title": contract.procurement.title[:120],
        "effect": words % {"kept": kept, "count": len(verdicts)} if verdicts else "",
        "cost": cost,
        "outcome": "" if not verdicts else Outcome.WORKED if kept == len(verdicts) else Outcome.PARTLY,
    }
