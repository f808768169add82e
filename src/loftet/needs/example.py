"""A draft of a municipality, for the tests that walk through the pages of needs."""

from datetime import timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.needs.actions import write_need
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, TAKES_PART, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind

WRITERS = (*roles_at("member", WRITES), "lent: procurement_officer")
MANAGERS = ("member: top_management", "member: administrator")
FORMS = ("need_create", "need_what", "need_amount", "need_tags", "need_share", "need_close")
FIRST = {"title": "Mindre lekkasje", "way": "purchase"}


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality's draft, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    writer = actor_at(actor.person, actor.now, actor.today)
    need = write_need(member, FIRST, actor=writer)
    return Example(
        words={"pk": need.pk, "organisation": member.slug, "step": "send"},
        let_in={
            **dict.fromkeys(("needs", "needs_shared"), EVERYBODY),
            **dict.fromkeys(("need", "need_step", "need_access"), TAKES_PART),
            **dict.fromkeys(FORMS, WRITERS),
            "need_note": ("own: facilitator",),
            "need_reading": MANAGERS,
        },
        sent=_sent(actor),
    )


def _sent(actor: Actor) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    in_a_month = (actor.today + timedelta(days=30)).isoformat()
    asked = {"said_on": actor.today.isoformat(), "asked": str(actor.person.pk)}
    return {
        "need_create": FIRST,
        "need_note": {"title": FIRST["title"], "said_by": "Tora Vatn", "how": "call"} | asked,
        "need_what": {"title": FIRST["title"], "version": "1"},
        "need_amount": {"per": "once", "volume": "12", "unit": "km", "version": "1"},
        "need_tags": {"targets": "6.4", "version": "1"},
        "need_share": {"audience": "own", "expires_on": in_a_month, "version": "1"},
        "need_access": {"journalled": "yes"},
        "need_close": {"outcome": "gone", "version": "1"},
    }
