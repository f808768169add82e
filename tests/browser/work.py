"""What municipalities decide and do together, so far that each of its pages has something to show."""

from datetime import date, time, timedelta
from decimal import Decimal

from django.utils import timezone

from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import publish_matter, write_matter
from loftet.decisions.follow_ups.actions import add_follow_up
from loftet.decisions.models import Body, BodyKind, Matter, Meeting, Outcome, TreatmentKind
from loftet.decisions.treatments.actions import Planned, Result, plan_treatment, record_outcome
from loftet.guidance.actions import agree_on_step, book_time, offer_times, take_step
from loftet.guidance.models import FreeTime
from loftet.openness.journal import Journalled
from loftet.programme.calendar.actions import cancel_day, set_day
from loftet.programme.competence.actions import add_competence
from loftet.programme.hours.actions import write_hours
from loftet.programme.measures.actions import add_reading, set_baseline
from loftet.programme.models import CompetenceKind, EntryKind, HalfYear
from loftet.programme.participation.actions import use_matter
from loftet.programme.phases.actions import close_phase, open_phase, tick
from tests.browser.barriers import Made, Shown, shown_to
from tests.decisions.conftest import House, draft, moved, read_at, stated, written
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, begun, joined, small_programme, treated

GOL, KULL = "/organisasjoner/gol/", "/kull/hallingdal-kull-1/"
GOL_IN_KULL, AL_IN_KULL = f"{KULL}deltakere/gol/", f"{KULL}deltakere/al/"

# By the name of their address, as in the lists of addresses of the two apps.
PAGES: dict[str, Shown] = shown_to(
    "director",
    {
        "bodies": f"{GOL}organer/",
        "new_body": f"{GOL}organer/ny/",
        "body": "/organer/{body}/",
        "change_body": "/organer/{body}/endre/",
        "plan_meetings": "/organer/{body}/moter/",
        "change_meeting": "/organer/{body}/moter/{meeting}/",
        "matters": f"{GOL}saker/",
        "new_matter": f"{GOL}saker/ny/",
        "matter": "/saker/{decided}/",
        "revise_matter": "/saker/{begun}/skriv/",
        "publish_matter": "/saker/{begun}/publiser/",
        "withdraw_matter": "/saker/{begun}/trekk/",
        "assign_matter": "/saker/{begun}/gi-til/",
        "note_departure": "/saker/{decided}/journal/",
        "ask_for_access": "/saker/{decided}/innsyn/",
        "plan_treatment": "/saker/{decided}/behandlinger/ny/",
        "decide_by_delegation": "/saker/{decided}/delegert/",
        "treatment": "/saker/{decided}/behandlinger/{planned}/",
        "call_off_treatment": "/saker/{decided}/behandlinger/{planned}/avlys/",
        "replan_treatment": "/saker/{decided}/behandlinger/{planned}/flytt/",
        "record_outcome": "/saker/{decided}/behandlinger/{held}/utfall/",
        "follow_up": "/saker/{decided}/oppfolging/",
        "change_follow_up": "/saker/{decided}/oppfolging/{follow_up}/",
        "participation": GOL_IN_KULL,
        "decide_participation": f"{GOL_IN_KULL}vedtak/",
        "name_roles": f"{GOL_IN_KULL}roller/",
        "hours": f"{GOL_IN_KULL}timer/",
        "cohort_competence": f"{KULL}kompetanse/",
        "own_competence": f"{GOL}kompetanse/",
        "change_competence": f"{GOL}kompetanse/{{competence}}/",
        "cohort_year": f"{KULL}arshjul/",
        "guidance_thread": f"{KULL}veiledning/gol/",
        "guidance_step": f"{KULL}veiledning/gol/steg/",
        "guidance_book": f"{KULL}veiledning/tider/{{free_time}}/",
    },
) | shown_to(
    "facilitator",
    {
        "tracking": "/saker/{regional}/kommunene/",
        "lead_out": "/saker/{regional}/led-ut/",
        "partnership": "/partnerskap/baerekraftsloftet/",
        "cohorts": "/kull/",
        "new_cohort": "/kull/nytt/",
        "cohort": KULL,
        "change_cohort": f"{KULL}endre/",
        "remove_cohort": "/kull/{draft_cohort}/slett/",
        "invite_to_cohort": f"{KULL}inviter/",
        "overview": f"{KULL}oversikt/",
        "for_all": f"{KULL}for-alle/",
        "phases": f"{KULL}faser/",
        "cohort_hours": f"{KULL}timer/",
        "cohort_calendar": f"{KULL}kalender/",
        "set_day": f"{KULL}kalender/ny/",
        "cohort_year_plan": f"{KULL}samlinger/",
        "guidance": f"{KULL}veiledning/",
        "guidance_offer": f"{KULL}veiledning/tider/",
        "move_day": f"{KULL}kalender/{{day}}/",
        "cohort_measures": f"{KULL}maling/",
        "state_baseline": f"{KULL}maling/needs/start/",
        "tell_reading": f"{KULL}maling/needs/na/",
    },
)
FACES: dict[str, Shown] = (
    shown_to(
        "director",
        {
            "a matter that waits to be taken up": "/saker/{waits}/",
            "a matter that is a draft": "/saker/{begun}/",
            "a treatment with votes and motions": "/saker/{decided}/behandlinger/{amended}/",
            "an organisation that decides": GOL,
            "notices of a director": "/varsler/",
            "wishes of a director": "/varsler/innstillinger/",
            "front of a director": "/",
        },
    )
    | shown_to(
        "neighbour",
        {
            "a municipality that has not decided": AL_IN_KULL,
            "the decision of one that has not decided": f"{AL_IN_KULL}vedtak/",
        },
    )
    | shown_to(
        "stranger",
        {
            "a matter of others": "/saker/{decided}/",
            "cohorts of others": "/kull/",
            "a cohort of others": KULL,
        },
    )
)


def at_work() -> Made:
    """Make municipalities that decide and a cohort at work, and sign in those who work there."""
    programme = small_programme("join")
    house = programme.house
    readers = {name: browser_of(getattr(house, name)) for name in ("director", "facilitator", "neighbour")}
    let_take_part(programme)
    words = decided_in(house) | done_in(programme)
    words["draft_cohort"] = begun(house, "kull 2").slug
    words["free_time"] = guided(programme)
    return Made({**readers, "stranger": browser_of(None)}, words)


def guided(programme: Programme) -> int:
    """Offer times to Gol, book one, and agree on a step; return the key of one that is free."""
    runner, day = actor(programme.house.facilitator), timezone.localdate() + timedelta(7)
    first = offer_times(programme.cohort, day, time(9), 3, 45, actor=runner)
    book_time(first, programme.gol, actor=actor(programme.house.director))
    step = {"what": "Telje lekkasjane", "promised": "Sende ein mal", "due": day}
    take_step(agree_on_step(programme.gol, step, actor=runner), actor=runner)
    agree_on_step(programme.gol, step, actor=runner)
    return FreeTime.objects.filter(event=None)[0].pk


def decided_in(house: House) -> dict[str, object]:
    """Make a matter that Gol decided, one that it began, and one from the region; return their keys."""
    own = draft(case_number="26/301", restricted="Løyndom.", legal_basis="offl-13")
    matter = write_matter(house.world.gol, own, actor=actor(house.editor))
    follow_up = treat(house, matter)
    regional = write_matter(house.world.council, draft(), actor=actor(house.facilitator))
    municipalities, journal = [house.world.gol, house.world.al], Journal(Journalled.WILL_BE)
    lead_out(
        regional, draft(title="[kommune] deltek"), municipalities, journal, actor=actor(house.facilitator)
    )
    return {
        "decided": matter.pk,
        "amended": matter.treatments.get(outcome=Outcome.AMENDED).pk,
        "planned": matter.treatments.get(outcome="", meeting__day__gt=timezone.localdate()).pk,
        "held": matter.treatments.get(outcome="", meeting__day__lt=timezone.localdate()).pk,
        "follow_up": follow_up,
        "begun": write_matter(house.world.gol, draft(), actor=actor(house.editor)).pk,
        "regional": regional.pk,
        "waits": regional.derived.get(organisation=house.world.gol).pk,
        "body": house.council.pk,
        "meeting": house.council.meetings.latest("day").pk,
    }


def treat(house: House, matter: Matter) -> int:
    """Record that a matter was heard, decided with changes, followed up, and planned again."""
    who = actor(house.editor)
    heard = Planned(TreatmentKind.HEARING, house.youth, house.meeting(-9, house.youth))
    said = Result(Outcome.HEARD, statements=(stated("Ungdomsrådet", "Ja."),))
    record_outcome(plan_treatment(matter, heard, actor=who), said, actor=who)
    decision = Planned(TreatmentKind.DECISION, house.council, house.meeting(-1))
    amended = Result(
        *(Outcome.AMENDED, "Gol kommune deltek i eitt år."),
        case_number="PS 26/114",
        votes_for=12,
        votes_against=9,
        motions=(moved("Senterpartiet", "Eitt år.", 12, 9, adopted=True), moved("Høgre", "Nei.", 9, 12)),
    )
    record_outcome(plan_treatment(matter, decision, actor=who), amended, actor=who)
    for days in (-2, 3):
        orientation = Planned(TreatmentKind.ORIENTATION, house.council, house.meeting(days))
        plan_treatment(matter, orientation, actor=who)
    due = timezone.localdate() + timedelta(days=20)
    to_do = add_follow_up(
        matter, {"text": "Vel kontaktperson", "responsible": "kommunedirektør", "due": due}, actor=who
    )
    publish_matter(read_at(matter, 1), Journal(Journalled.YES, "26/301-2"), actor=actor(house.director))
    return to_do.pk


def let_take_part(programme: Programme) -> None:
    """Record that Gol takes part and Ål waits for its council, with phases open and closed."""
    house, today = programme.house, timezone.localdate()
    joined(programme, days_ago=3)
    matter = written(house)
    use_matter(programme.gol, matter, actor=actor(house.director))
    treated(matter, house.council, TreatmentKind.ORIENTATION, Outcome.NOTED, days_ago=2)
    treated(matter, house.council, TreatmentKind.DECISION, Outcome.AMENDED, days_ago=1)
    council = Body.objects.create(organisation=house.world.al, kind=BodyKind.COUNCIL, name="Ål kommunestyre")
    Meeting.objects.create(body=council, day=today + timedelta(24))
    runner = actor(house.facilitator)
    first = open_phase(programme.cohort, "understand", "", actor=runner)
    tick(first, programme.gol, "read_status", "I leiarmøtet", actor=actor(house.director))
    close_phase(first, actor=runner)
    open_phase(programme.cohort, "understand", "Nye tal i juni", actor=runner)
    open_phase(programme.cohort, "meet", "", actor=runner)
    open_phase(programme.cohort, "act", "", programme.gol, actor=runner)


def done_in(programme: Programme) -> dict[str, object]:
    """Write competence and hours of Gol, days and measures of the cohort; return keys of some."""
    house, today = programme.house, timezone.localdate()
    director, runner = actor(house.director), actor(house.facilitator)
    buys = {
        "kind": CompetenceKind.PROCUREMENT,
        "person": None,
        "function": "innkjøpsleiar",
        "about": "Rammeavtalar",
        "can_be_lent": True,
    }
    competence = add_competence(house.world.gol, buys, actor=director)
    write_hours(programme.gol, HalfYear.of(today), Decimal("12.5"), actor=director)
    plan = {
        "kind": EntryKind.GATHERING,
        "title": "Samling på Gol",
        "day": today + timedelta(9),
        "begins": time(9),
        "ends": time(15),
        "where": "Kulturhuset",
        "link": "",
    }
    day = set_day(programme.cohort, plan, actor=runner)
    talk = plan | {"title": "Rettleiing", "kind": EntryKind.GUIDANCE}
    cancel_day(set_day(programme.cohort, talk, actor=runner), actor=runner)
    baseline = {
        "value": None,
        "day": programme.cohort.begins,
        "source": "Ingen har talt før.",
        "aim": Decimal(10),
        "aim_by": date(2027, 12, 31),
    }
    set_baseline(programme.cohort, "needs", baseline, 0, actor=runner)
    reading = {"value": Decimal(4), "day": today, "source": "Regionrådet"}
    add_reading(programme.cohort, "needs", reading, actor=runner)
    return {"competence": competence.pk, "day": day.pk}
