"""A draft and an agreement of a municipality, for the tests that walk through the pages of needs."""

from datetime import timedelta

from loftet.core.registry import Example
from loftet.needs.actions import write_need
from loftet.needs.agreements.models import Agreement
from loftet.needs.rules import WRITES
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, TAKES_PART, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind

WRITERS = (*roles_at("member", WRITES), "lent: procurement_officer")
MANAGERS = ("member: top_management", "member: administrator")
FORMS = ("need_create", "need_what", "need_amount", "need_tags", "need_share", "need_close")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a municipality's draft and agreement, and who is let in where."""
    member = member_of(organisation, actor)
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.create(user=actor.person, organisation=member, kind=kind, valid_from=actor.today)
    writer = actor_at(actor.person, actor.now, actor.today)
    need = write_need(member, {"title": "Mindre lekkasje", "way": "purchase"}, actor=writer)
    in_a_year = actor.today + timedelta(days=365)
    agreement = {"title": "Røyr", "supplier": "Demorør AS", "source": "26/1"}
    about = {"organisation": member, "recorded_by": actor.person, "ends_on": in_a_year}
    kept = Agreement.objects.create(**about, **agreement)
    in_a_month = (actor.today + timedelta(days=30)).isoformat()
    return Example(
        words={"pk": need.pk, "id": kept.pk, "organisation": member.slug, "step": "send"},
        let_in={
            **dict.fromkeys(("needs", "needs_shared", "agreements", "announcements"), EVERYBODY),
            **dict.fromkeys(("need", "need_step"), TAKES_PART),
            "need_note": ("own: facilitator",),
            **dict.fromkeys((*FORMS, "agreement_create", "agreement_edit"), WRITERS),
            "need_access": TAKES_PART,
            "need_reading": MANAGERS,
        },
        sent=_sent(actor, agreement, in_a_year.isoformat(), in_a_month),
    )


def _sent(actor: Actor, agreement: dict[str, str], last: str, in_a_month: str) -> dict[str, dict[str, str]]:
    """Return each form filled in rightly."""
    sent = {"ends_on": last}
    return {
        "need_create": {"title": "Mindre lekkasje", "way": "purchase"},
        "need_note": {
            "title": "Mindre lekkasje",
            "said_by": "Tora Vatn",
            "how": "call",
            "said_on": actor.today.isoformat(),
            "asked": str(actor.person.pk),
        },
        "need_what": {"title": "Mindre lekkasje", "version": "1"},
        "need_amount": {"per": "once", "volume": "12", "unit": "km", "version": "1"},
        "need_tags": {"targets": "6.4", "version": "1"},
        "need_share": {
            "audience": "own",
            "expires_on": in_a_month,
            "version": "1",
        },
        "need_access": {"journalled": "yes"},
        "need_close": {"outcome": "gone", "version": "1"},
        "agreement_create": agreement | sent,
        "agreement_edit": agreement | sent | {"version": "1"},
    }
