"""The guidance of a municipality, for tests that walk through its pages."""

from datetime import time, timedelta

from loftet.core.registry import Example
from loftet.guidance.models import FreeTime, Step
from loftet.guidance.signed import adviser_word
from loftet.meetings.example import PLANNERS
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, LENT, member_of, roles_at
from loftet.people.models import Organisation
from loftet.programme.example import RUNS, cohort_with, joined

READS = (*RUNS, *roles_at("member"), *LENT)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a time that can be booked, a step that is agreed on, and who is let in where."""
    member = member_of(organisation, actor)
    participation = cohort_with(member, actor, organisation)
    joined(participation, actor)
    cohort, day = participation.cohort, (actor.today + timedelta(days=9)).isoformat()
    free = FreeTime.objects.create(
        cohort=cohort, adviser=actor.person, day=actor.today + timedelta(days=7), begins=time(9)
    )
    agreed = {"due": actor.today, "written": actor.now, "written_by": actor.person}
    step = Step.objects.create(participation=participation, what="Telje lekkasjane", **agreed)
    return Example(
        words={"slug": cohort.slug, "organisation": member.slug, "time": free.pk, "step": step.pk}
        | {"adviser": adviser_word(actor.person.pk)},
        let_in={
            "adviser_ics": EVERYBODY,
            "guidance_offer": RUNS,
            **dict.fromkeys(("guidance", "guidance_thread"), READS),
            **dict.fromkeys(("guidance_step", "guidance_taken"), (*RUNS, *PLANNERS)),
            "guidance_book": PLANNERS,
        },
        sent={
            "guidance_offer": {"day": day, "begins": "09:00", "number": "2", "minutes": "45"},
            "guidance_book": {"participation": str(participation.pk), "version": "1"},
            "guidance_step": {"what": "Ringje Ål", "due": day},
            "guidance_taken": {},
        },
    )
