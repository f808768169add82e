"""A procurement of a municipality under contract, for the tests that walk through the pages."""

from datetime import timedelta
from typing import Any

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind
from loftet.pools.rules import LEADS
from loftet.procurement.actions import announce_procurement, start_procurement, take_step
from loftet.procurement.contracts.actions import add_promise, sign_contract
from loftet.procurement.models import Contract, Procurement, Share, YearAnswer

LENT = ("lent: procurement_officer",)
BUYERS = (*roles_at("member", WRITES), *LENT)
INSIDE = (*roles_at("member", LEADS), *LENT, "lent: facilitator")
READS = ("procurements", "procurement", "contract", "evaluation", "procurement_strategy")
STANDS = (
    *("procurement_edit", "procurement_criteria", "procurement_share", "procurement_share_remove"),
    *("procurement_division", "procurement_way"),
    *("procurement_announce", "procurement_stop", "procurement_contact", "contract_create"),
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
    """Return a contract of a municipality with a promise to ask about, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.PROCUREMENT_OFFICER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    buyer = actor_at(actor.person, actor.now, actor.today)
    contract = _signed(buyer, member)
    procurement = contract.procurement
    procurement.refresh_from_db()
    promise = contract.promises.get()
    words = {"pk": procurement.pk, "id": promise.pk, "organisation": member.slug, "step": "choose"}
    return Example(
        words={**words, "kind": "protokoll", "ending": "docx"},
        let_in={
            **dict.fromkeys(READS, EVERYBODY),
            **dict.fromkeys(STANDS, ()),  # it is over
            "pool_mandate_docx": (),  # no joint purchase is behind it
            **dict.fromkeys(("procurement_disqualify", "procurement_notice"), INSIDE),
            **dict.fromkeys(("procurement_document", "procurement_documents"), INSIDE),
            **dict.fromkeys(("procurement_step", "procurement_create", "procurement_strategy_edit"), BUYERS),
            **dict.fromkeys(("contract_edit", "contract_promise", "promise_answer"), BUYERS),
            **dict.fromkeys(("contract_year", "contract_year_confirm"), BUYERS),
        },
        sent=_sent(actor, contract, str(procurement.version)),
    )


def _sent(actor: Actor, contract: Contract, version: str) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    day, later = actor.today.isoformat(), (actor.today + timedelta(days=700)).isoformat()
    terms = {"supplier": "Lade AS", "value": "290000", "signed_on": day, "begins_on": day, "ends_on": day}
    facts_sent = {name: str(value) for name, value in facts(actor).items()}
    weights = {
        f"weight_{key}": value for key, value in (("price", "40"), ("quality", "60"), ("climate", "0"))
    }
    tenders = {f"{key}_{name}": "7" for key in ("price", "quality", "climate") for name in "AB"}
    return {
        "procurement_create": facts_sent,
        "procurement_strategy_edit": {"climate": "Utan utslepp", "adopted_on": day, "revise_on": later},
        "contract_year": {"turnover": "1", "jobs": "1", "abroad": "0", "version": "1"},
        "procurement_step": {"left_out": "", "reason": "", "version": version},
        "procurement_disqualify": {"reason": ""},
        "procurement_documents": {"case_number": "26/12"},
        "contract_edit": terms | {"follows": str(contract.follows_id), "version": str(contract.version)},
        "contract_promise": {"promise": "Ladar på 30 minutt", "due": day},
        "promise_answer": {"verdict": "kept", "version": "1"},
        "evaluation": {"formula": "linear", **weights, **tenders},
    }


def prepared(actor: Actor, organisation: Organisation, **more: Any) -> Procurement:
    """Create a small procurement whose steps before the announcement are taken."""
    procurement = start_procurement(organisation, facts(actor, **more), actor=actor)
    for step in BEFORE:
        procurement = take_step(procurement, {"step": step}, actor=actor)
    return procurement


def _signed(buyer: Actor, member: Organisation) -> Contract:
    """Create a procurement under contract, with a promise that is due."""
    procurement = prepared(buyer, member)
    county = Organisation.objects.create(slug="provefylke", name="Prøvefylke", kind=OrganisationKind.COUNTY)
    procurement = announce_procurement(procurement, {"announced": buyer.today}, actor=buyer)
    day = buyer.today
    terms = {"supplier": "Lade AS", "value": 290_000, "signed_on": day, "begins_on": day}
    terms |= {"ends_on": day + timedelta(days=700), "follows": buyer.person}
    contract = sign_contract(procurement, terms, actor=buyer)
    promise = add_promise(contract, {"promise": "Ladar på 30 minutt", "due": day}, actor=buyer)
    year = timedelta(days=366)
    Contract.objects.filter(pk=contract.pk).update(signed_on=day - year, begins_on=day - year)
    told = {"turnover": 1, "jobs": 1, "abroad": 0, "told": buyer.now, "told_by": buyer.person}
    YearAnswer.objects.create(pk=promise.pk, contract=contract, year=day.year - 1, **told)
    # Rows of all three tables are named by `id`: share and figures have the key of the promise.
    Share.objects.create(pk=promise.pk, procurement=procurement, organisation=county, value=1)
    return contract
