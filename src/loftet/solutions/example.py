"""A firm that waits to be confirmed, with a draft that is in use, for the tests that walk the pages."""

from datetime import timedelta

from django.utils import timezone

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind, User
from loftet.solutions.forms import signed
from loftet.solutions.models import Means, Solution, Standing, Supplier, Use
from loftet.solutions.rules import WRITES
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.rules import LASTS
from loftet.solutions.told.signed import told_word
from loftet.sources.brreg.company import Company

WRITERS = roles_at("supplier", WRITES)
FIRM = roles_at("supplier")
MANAGERS = ("supplier: top_management", "supplier: administrator")
FORMS = ("solution_create", "solution_what", "solution_tags", "solution_terms", "use_create", "use_edit")
# What is there already, is not confirmed, or is open to nobody yet.
CLOSED = ("profile_create", "supplier_doubt", "supplier_decide", "use_answer", "use_abroad")
STEPS = ("supplier", "supplier_send", "supplier_close", "supplier_reopen")
TOLD = Company("310483494", "SPRUT AS", municipality="9904")
ANOTHER = Company("310482382", "DEMORØR AS", municipality="9904", email="post@demoror.example")
# One number for both, in all addresses; far from those that a database gives by itself.
NUMBER = 90_000


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a firm of a municipality with its draft, and who is let in where."""
    member = member_of(organisation, actor)
    firm = Organisation.objects.filter(kind=OrganisationKind.SUPPLIER, place=member.place).first()
    assert firm is not None
    Supplier.objects.create(
        organisation=firm,
        number="310482013",
        snapshot={"name": "VARME AS", "email": "post@varme.example"},
        signed_up=actor.now,
        signed_up_by=actor.person,
        looked_up=actor.now,
        code_word="word",
        code_sent=actor.now - timedelta(hours=2),
    )
    draft = Solution.objects.create(
        pk=NUMBER, organisation=firm, title="Varme frå dusjen", written=actor.now, written_by=actor.person
    )
    Use.objects.create(pk=NUMBER, solution=draft, place=member.place, began=actor.today.year)
    words = {"pk": draft.pk, "organisation": firm.slug, "step": "publish", "answer": "ja"}
    return Example(
        words={**words, "word": told_word(_told(actor).pk)},
        let_in={
            **dict.fromkeys(("solutions", "suppliers", "supplier_account"), (*EVERYBODY, *FIRM)),
            **dict.fromkeys(("solution", "solution_step"), FIRM),
            **dict.fromkeys((*FORMS, "supplier_edit", "supplier_enter"), WRITERS),
            **dict.fromkeys(STEPS, (*FIRM, "own: facilitator")),
            **dict.fromkeys(("supplier_confirm", "firm_told"), ("own: facilitator",)),
            "firm_reply": (*EVERYBODY, *FIRM),
            "supplier_dispute": tuple(one for one in EVERYBODY if one not in {"nobody", *FIRM}),
            **dict.fromkeys(
                ("supplier_create", "supplier_create_foreign"),
                tuple(one for one in (*EVERYBODY, *FIRM) if one != "nobody"),
            ),
            **dict.fromkeys(CLOSED, ()),
        },
        sent=forms_of(member, actor.today.isoformat()),
        # It is sent without an address: with one it leads to where the code is written.
        query={"supplier_account": {"neste": "/leverandorer/ny/"}},
    )


def _told(actor: Actor) -> ToldFirm:
    """Create a firm that was written in, and has not answered."""
    return ToldFirm.objects.create(
        number=TOLD.number,
        snapshot=TOLD.snapshot(),
        email="aud@sprut.example",
        language="nn",
        wants={"title": "Tette røyr innanfrå"},
        said_by="Aud Demosprut",
        how="call",
        said_on=actor.today,
        written=actor.now,
        written_by=actor.person,
        expires=actor.now + LASTS,
    )


def confirmed(organisation: Organisation, number: str, user: User) -> Supplier:
    """Create the profile of a firm that is confirmed."""
    now = timezone.now()
    by = {"signed_up": now, "signed_up_by": user, "confirmed": now, "confirmed_by": user}
    return Supplier.objects.create(
        organisation=organisation, number=number, state=Standing.CONFIRMED, means=Means.FACILITATOR, **by
    )


def forms_of(member: Organisation, today: str) -> dict[str, dict[str, str]]:
    """Return each form as it is filled in rightly."""
    text = {"title": "Varme frå dusjen", "problem": "Varmen går ut med vatnet.", "version": "1"}
    use = {"place": str(member.place_id), "began": "2024", "version": "1"}
    return {
        "solution_create": {"title": text["title"]},
        "solution_what": text | {"evidence": "1", "maturity": "ready"},
        "solution_tags": {"targets": "7.3", "version": "1"},
        "solution_terms": {"price_model": "fixed", "version": "1"},
        "use_create": use | {"place": "", "abroad": "Provby, Sverige"},
        "use_edit": use,
        "supplier_edit": {"about": "Vi sparer varme.", "version": "1"},
        "supplier_enter": {"code": "123456"},
        "supplier_confirm": {"note": "Eg har ringt dei."},
        "supplier_dispute": {"dispute": "Eg er dagleg leiar.", "version": "1"},
        "supplier_create": {"found": signed(ANOTHER), "kind": "supplier"},
        **_forms_of_told(today),
        "supplier_create_foreign": {
            "kind": "supplier",
            "name": "Provby AB",
            "country": "Sverige",
            "register": "Bolagsverket",
            "number": "559000-0000",
        },
    }


def _forms_of_told(today: str) -> dict[str, dict[str, str]]:
    """Return the forms of a firm that is written in, filled in rightly."""
    return {
        "firm_told": {
            "found": signed(ANOTHER),
            "email": "aud@demoror.example",
            "said_by": "Aud Demorør",
            "how": "call",
            "said_on": today,
            "title": "Finne lekkasjar med lyd",
            "evidence": "1",
        },
        "firm_reply": {
            "title": "Tette røyr innanfrå",
            "problem": "Røyra lek.",
            "effect": "Dei lek mindre.",
            "evidence": "1",
            "cpv": "45232",
            "price_model": "unit",
            "answer": "publish",
            "version": "1",
        },
    }
