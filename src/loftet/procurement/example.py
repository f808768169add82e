"""A procurement that a municipality has announced, for the tests that walk through the pages."""

from typing import Any

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind
from loftet.pools.rules import LEADS
from loftet.procurement.actions import add_share, announce_procurement, start_procurement, take_step
from loftet.procurement.models import Procurement

LENT = ("lent: procurement_officer",)
BUYERS = (*roles_at("member", WRITES), *LENT)
INSIDE = (*roles_at("member", LEADS), *LENT, "lent: facilitator")
STANDS = (
    *("procurement_edit", "procurement_criteria", "procurement_share", "procurement_share_remove"),
    *("procurement_division", "procurement_way", "procurement_announce"),
)
BEFORE = ("need", "market", "criteria")


def facts(actor: Actor, **more: Any) -> dict[str, Any]:
    """Return what is filled in when a small procurement is started."""
    written = {
        "title": "Ladepunkt til bilane",
        "activity": "own",
        "kind": "goods",
        "value": 300_000,
        "options": 0,
    }
    return written | {"planned_on": actor.today} | more


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an announced procurement of a municipality with another buyer, and who is let in where."""
    procurement = announced(buyer_of(organisation, actor))
    version, day = str(procurement.version), actor.today.isoformat()
    weights = {"weight_price": "40", "weight_quality": "60", "weight_climate": "0"}
    tenders = {f"{key}_{name}": "7" for key in ("price", "quality", "climate") for name in "AB"}
    return Example(
        words={
            "pk": procurement.pk,
            "id": procurement.shares.get().pk,
            "organisation": procurement.lead.slug,
            "step": "choose",
        },
        let_in={
            **dict.fromkeys(("procurements", "procurement", "evaluation"), EVERYBODY),
            **dict.fromkeys(STANDS, ()),  # it is announced
            **dict.fromkeys(("procurement_step", "procurement_create", "procurement_stop"), BUYERS),
            **dict.fromkeys(("procurement_disqualify", "procurement_contact"), INSIDE),
        },
        sent={
            "procurement_create": {name: str(value) for name, value in facts(actor).items()},
            "procurement_step": {"left_out": "", "reason": "", "version": version},
            "procurement_stop": {"reason": "Behovet er borte.", "version": version},
            "procurement_contact": {"day": day, "who": "Lade AS", "what": "Frist", "answer": "Vist vidare"},
            "procurement_disqualify": {"reason": ""},
            "evaluation": {"formula": "linear", **weights, **tenders},
        },
    )


def buyer_of(organisation: Organisation, actor: Actor) -> tuple[Actor, Organisation]:
    """Return the procurement officer of a municipality of a region, and the municipality."""
    member = member_of(organisation, actor)
    kind = RoleKind.PROCUREMENT_OFFICER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    return actor_at(actor.person, actor.now, actor.today), member


def prepared(actor: Actor, organisation: Organisation, **more: Any) -> Procurement:
    """Create a small procurement whose steps before the announcement are taken."""
    procurement = start_procurement(organisation, facts(actor, **more), actor=actor)
    for step in BEFORE:
        procurement = take_step(procurement, {"step": step}, actor=actor)
    return procurement


def announced(buyer: tuple[Actor, Organisation]) -> Procurement:
    """Create a procurement of a municipality and a county that is announced."""
    actor, member = buyer
    procurement = prepared(actor, member)
    county = Organisation.objects.create(slug="provefylke", name="Prøvefylke", kind=OrganisationKind.COUNTY)
    add_share(procurement, {"organisation": county, "value": 1}, actor=actor)
    return announce_procurement(procurement, {"announced": actor.today}, actor=actor)
