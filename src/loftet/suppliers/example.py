"""A firm that waits to be confirmed, for the tests that walk the pages, and one that is confirmed."""

from datetime import timedelta

from django.utils import timezone

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind, User
from loftet.sources.brreg.company import Company
from loftet.suppliers.forms import signed
from loftet.suppliers.models import Means, Standing, Supplier
from loftet.suppliers.rules import WRITES

WRITERS, FIRM = roles_at("supplier", WRITES), roles_at("supplier")
# What is there already, or is not confirmed.
CLOSED = ("profile_create", "supplier_doubt", "supplier_decide")
STEPS = ("supplier", "supplier_send", "supplier_close", "supplier_reopen")
ANOTHER = Company("310482382", "DEMORØR AS", municipality="9904", email="post@demoror.example")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a firm of a municipality, and who is let in where."""
    firm = waiting_firm(member_of(organisation, actor), actor)
    signed_in = tuple(one for one in (*EVERYBODY, *FIRM) if one != "nobody")
    return Example(
        words={"organisation": firm.slug},
        let_in={
            **dict.fromkeys(("suppliers", "supplier_account"), (*EVERYBODY, *FIRM)),
            **dict.fromkeys(("supplier_edit", "supplier_enter"), WRITERS),
            **dict.fromkeys(STEPS, (*FIRM, "own: facilitator")),
            "supplier_confirm": ("own: facilitator",),
            "supplier_dispute": tuple(one for one in EVERYBODY if one not in {"nobody", *FIRM}),
            **dict.fromkeys(("supplier_create", "supplier_create_foreign"), signed_in),
            **dict.fromkeys(CLOSED, ()),
        },
        sent={
            "supplier_edit": {"about": "Vi sparer varme.", "version": "1"},
            "supplier_enter": {"code": "123456"},
            "supplier_confirm": {"note": "Eg har ringt dei."},
            "supplier_dispute": {"dispute": "Eg er dagleg leiar.", "version": "1"},
            "supplier_create": {"found": signed(ANOTHER), "kind": "supplier"},
            "supplier_create_foreign": {
                "kind": "supplier",
                "name": "Provby AB",
                "country": "Sverige",
                "register": "Bolagsverket",
                "number": "559000-0000",
            },
        },
        # It is sent without an address: with one it leads to where the code is written.
        query={"supplier_account": {"neste": "/leverandorer/ny/"}},
    )


def waiting_firm(member: Organisation, actor: Actor) -> Organisation:
    """Return a firm of a municipality with a profile that waits for its code."""
    firm = Organisation.objects.filter(kind=OrganisationKind.SUPPLIER, place=member.place).first()
    assert firm is not None
    profile = {
        "number": "310482013",
        "snapshot": {"name": "VARME AS", "email": "post@varme.example"},
        "signed_up": actor.now,
        "signed_up_by": actor.person,
        "looked_up": actor.now,
        "code_word": "word",
        "code_sent": actor.now - timedelta(hours=2),
    }
    Supplier.objects.get_or_create(profile, organisation=firm)
    return firm


def confirmed(organisation: Organisation, number: str, user: User) -> Supplier:
    """Create the profile of a firm that is confirmed."""
    now = timezone.now()
    by = {"signed_up": now, "signed_up_by": user, "confirmed": now, "confirmed_by": user}
    return Supplier.objects.create(
        organisation=organisation, number=number, state=Standing.CONFIRMED, means=Means.FACILITATOR, **by
    )
