"""A draft of a firm that is in use, and a firm that was written in, for the tests that walk the pages."""

from loftet.core.registry import Example
from loftet.notices.noted.rules import LASTS
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of
from loftet.people.models import Organisation
from loftet.solutions.models import Solution, Use
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.signed import told_word
from loftet.sources.brreg.company import Company
from loftet.suppliers.example import ANOTHER, FIRM, WRITERS, waiting_firm
from loftet.suppliers.forms import signed

FORMS = ("solution_create", "solution_what", "solution_tags", "solution_terms", "use_create", "use_edit")
CLOSED = ("use_answer", "use_abroad")  # open to nobody yet
TOLD = Company("310483494", "SPRUT AS", municipality="9904")
SAID = {"email": "aud@sprut.example", "said_by": "Aud Demosprut", "how": "call"}
# One number for both, in all addresses; far from those that a database gives by itself.
NUMBER = 90_000


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return the draft of a firm, and who is let in where."""
    member = member_of(organisation, actor)
    firm = waiting_firm(member, actor)
    draft = Solution.objects.create(
        pk=NUMBER, organisation=firm, title="Varme frå dusjen", written=actor.now, written_by=actor.person
    )
    Use.objects.create(pk=NUMBER, solution=draft, place=member.place, began=actor.today.year)
    named = {"pk": draft.pk, "organisation": firm.slug, "word": told_word(_told(actor).pk)}
    return Example(
        words={**named, "step": "publish", "answer": "ja"},
        let_in={
            "solutions": (*EVERYBODY, *FIRM),
            **dict.fromkeys(("solution", "solution_step"), FIRM),
            **dict.fromkeys(FORMS, WRITERS),
            "firm_told": ("own: facilitator",),
            "firm_reply": (*EVERYBODY, *FIRM),
            **dict.fromkeys(CLOSED, ()),
        },
        sent=_sent(member, actor.today.isoformat()),
    )


def _told(actor: Actor) -> ToldFirm:
    """Create a firm that was written in, and has not answered."""
    return ToldFirm.objects.create(
        number=TOLD.number,
        snapshot=TOLD.snapshot(),
        language="nn",
        wants={"title": "Tette røyr innanfrå"},
        said_on=actor.today,
        written=actor.now,
        written_by=actor.person,
        expires=actor.now + LASTS,
        **SAID,
    )


def _sent(member: Organisation, today: str) -> dict[str, dict[str, str]]:
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
        "firm_told": {
            "found": signed(ANOTHER),
            "said_on": today,
            "title": "Finne lekkasjar med lyd",
            "evidence": "1",
            **SAID,
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
