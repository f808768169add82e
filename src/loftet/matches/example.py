"""A match of a need and a solution, for the tests that walk through the pages of matches."""

from datetime import timedelta

from loftet.agreements.rules import WRITES
from loftet.core.registry import Example
from loftet.matches.models import Band, Match
from loftet.needs.models import Audience, Need
from loftet.needs.models import State as NeedState
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind
from loftet.solutions.models import Solution, State
from loftet.suppliers.example import confirmed
from loftet.suppliers.rules import WRITES as WRITES_FOR_FIRM

# One number for all, in every address; far from those that a database gives by itself.
NUMBER = 90_000
SIDES = (*roles_at("member", WRITES), "lent: procurement_officer", *roles_at("supplier", WRITES_FOR_FIRM))
FIRM = roles_at("supplier")


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a match of a municipality's need, and who is let in where."""
    member = member_of(organisation, actor)
    firm = Organisation.objects.filter(kind=OrganisationKind.SUPPLIER, place=member.place).get()
    match = _match(actor, member, firm)
    version = str(match.version)
    everybody = tuple(dict.fromkeys((*EVERYBODY, *FIRM)))
    return Example(
        words={"pk": match.pk, "answer": "kjent"},
        let_in={
            "matches": tuple(one for one in everybody if one not in {"nobody", "no role"}),
            "match": everybody,
            **dict.fromkeys(("match_answer", "match_no", "match_disqualify"), SIDES),
            "need_draw": (*roles_at("member", WRITES), "lent: procurement_officer"),
        },
        sent={
            "match_answer": {"version": version},
            "need_draw": {"version": str(match.need.version)},
            "match_no": {"why": "size", "version": version},
            "match_disqualify": {"reason": ""},
        },
    )


def _match(actor: Actor, member: Organisation, firm: Organisation) -> Match:
    """Create an open need and a published solution of a confirmed firm, and their match."""
    confirmed(firm, "310482013", actor.person)
    open_until = {"expires_on": actor.today + timedelta(days=30)}
    written = {"written": actor.now, "written_by": actor.person}
    need = Need.objects.create(
        pk=NUMBER,
        organisation=member,
        title="Lågare straumrekning for symjehallen",
        audience=Audience.PUBLIC,
        state=NeedState.OPEN,
        shared=actor.now,
        **open_until,
        **written,
    )
    solution = Solution.objects.create(
        organisation=firm,
        title="Varme frå dusjen",
        state=State.OPEN,
        published=actor.now,
        **open_until,
        **written,
    )
    return Match.objects.create(
        pk=NUMBER,
        need=need,
        solution=solution,
        score=9,
        band=Band.GOOD,
        need_quote="Straumrekninga for symjehallen er høg",
        solution_quote="Vi sender varmen frå dusjen attende",
        subjects=[{"nb": "svømmehall", "nn": "symjehall", "en": "swimming hall"}],
        shared=[["symjehallen"], ["dusjen"]],
        need_version=need.version,
        solution_version=solution.version,
        found=actor.now,
    )
