"""A pool of a municipality with its pledge, for the tests that walk through the pages of pools."""

from datetime import date, timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.pools.actions import open_pool, pledge, specify_pool, start_pool
from loftet.pools.models import Pool
from loftet.pools.rules import LEADS

MEMBERS = (*roles_at("member", WRITES), "lent: procurement_officer")
LEADERS = (*roles_at("member", LEADS), "lent: procurement_officer", "lent: facilitator")
LEADS_IT = ("pool_terms", "pool_specify", "pool_freeze", "pool_step")
TERMS = {"title": "Tette lekkasjar", "unit": "km", "kind": "works"}
OPENED = {"journal": "not_needed", "journal_case": "", "hidden_basis": "fvl-13-1-2"}


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an open pool that a municipality leads and has pledged in, and who is let in where."""
    member, in_a_month = member_of(organisation, actor), actor.today + timedelta(days=30)
    pool = opened_pool(actor, member, in_a_month)
    day, version = in_a_month.isoformat(), str(pool.version)
    return Example(
        words={"pk": pool.pk, "organisation": member.slug, "step": "end"},
        let_in={
            "pools": EVERYBODY,
            **dict.fromkeys(("pool_pledge", "pool_withdraw"), MEMBERS),
            **dict.fromkeys(LEADS_IT, LEADERS),
            **dict.fromkeys(("pool_disqualify", "pool_access"), LEADERS),
            "pool_note": ("own: facilitator",),
            "pool_open": (),  # it is open already
        },
        sent=_sent(actor, day, version),
    )


def _sent(actor: Actor, day: str, version: str) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    return {
        "pool_terms": {**TERMS, "joins_until": day, "version": version},
        "pool_specify": {"text": "Mindre lekkasje, og ingen graving.", "version": version},
        "pool_freeze": {"sure": "on", "version": version},
        "pool_pledge": {"amount": "12", "earliest": day, "latest": day}
        | {"certainty": "interested", "version": "1"},
        "pool_note": {
            "amount": "12",
            "earliest": day,
            "latest": day,
            "certainty": "interested",
            "said_by": "Tora Vatn",
            "how": "call",
            "said_on": actor.today.isoformat(),
            "asked": str(actor.person.pk),
        },
        "pool_withdraw": {"version": "1"},
        "pool_access": {"journalled": "yes", "basis": "fvl-13-1-2"},
        "pool_disqualify": {"reason": ""},
    }


def opened_pool(actor: Actor, member: Organisation, day: date) -> Pool:
    """Create the pool, with the pledge of its lead buyer."""
    kind = RoleKind.PROCUREMENT_OFFICER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    buyer = actor_at(actor.person, actor.now, actor.today)
    pool = start_pool(member, {**TERMS, "joins_until": day}, actor=buyer)
    specify_pool(pool, {"text": "Mindre lekkasje."}, actor=buyer)
    pool.refresh_from_db()
    open_pool(pool, OPENED, actor=buyer)
    pledge(pool, member, {"amount": 12, "earliest": day, "latest": day}, 0, actor=buyer)
    pool.refresh_from_db()
    return pool
