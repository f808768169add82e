"""A partnership at work, with something of every kind that people decide, and what all of it looks like."""

import html
import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from loftet.agreements.models import Agreement
from loftet.challenges.models import (
    AdoptedTarget,
    Challenge,
    ChosenIndicator,
    FocusArea,
    IndicatorSet,
    IndicatorUse,
)
from loftet.contracts.actions import add_promise, sign_contract
from loftet.decisions.models import FollowUp, Matter, Meeting, Outcome, Treatment, TreatmentKind
from loftet.dialogues.models import WrittenInput
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.needs.models import Need, ReviewSetting
from loftet.one_to_one.models import OneToOne
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.people.models import Invitation, Organisation, Role, RoleKind, User
from loftet.pools.models import Pledge, Pool
from loftet.procurement.actions import announce_procurement
from loftet.procurement.example import prepared as prepared_procurement
from loftet.programme.models import (
    Baseline,
    CalendarEntry,
    Competence,
    PhaseRun,
)
from loftet.programme.phases.actions import open_phase
from loftet.projects.models import Milestone, Partner, Project
from loftet.reports.models import PlaceReport, WordTemplate
from loftet.solutions.models import Solution, Use
from loftet.status.models import ErrorReport, FigureComment
from loftet.stories.models import Story
from loftet.suppliers.models import Supplier
from loftet.voices.models import Voice, VoiceGroup, VoiceQuestion
from tests.decisions.conftest import prepared, written
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.programme.conftest import Programme, actor, joined, small_programme, treated

# What the site keeps of itself, and of places, is decided by nobody.
OF_THE_SITE = frozenset({"core", "places", "search", "site"})
DECIDED_IN = tuple(
    one.label
    for one in apps.get_app_configs()
    if one.name.startswith("loftet.") and one.label not in OF_THE_SITE
)
# What is counted of those who knock, and what is kept of codes, changes by design when somebody is refused.
NOT_DECIDED = frozenset({"signincode", "knock", "begun"})
State = dict[str, list[dict[str, object]]]
CHALLENGE = {"title": "Straum", "text": "Lite straum.", "said_by": "Gol", "origin": "reported"}


def state() -> State:
    """Return every row of every table that people decide in, to see that nothing at all has changed."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for name in DECIDED_IN
        for model in apps.get_app_config(name).get_models()
        if model._meta.model_name not in NOT_DECIDED
    }


@dataclass(frozen=True, slots=True)
class Scene:
    """The programme, its people by a word each, and its things by the word that an address has for them."""

    programme: Programme
    people: dict[str, User]
    things: dict[str, object]

    @property
    def world(self) -> World:
        """Return the organisations."""
        return self.programme.house.world

    def browser(self, who: str, *, strict: bool = False) -> Client:
        """Return a browser in which somebody has signed in, who reads in English."""
        browser = browser_of(self.people.get(who), strict=strict)
        browser.cookies["language"] = "en"
        return browser

    def address(self, path: str) -> str:
        """Return an address, its things filled in."""
        return path.format(**self.things)


def words_of(response: object) -> str:
    """Return what a reader reads on the whole page, in one line."""
    assert isinstance(response, HttpResponse)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())))


def play() -> Scene:
    """Set the scene: Gol takes part, and has one of everything; Ål has what is needed to try to misuse it."""
    with translation.override("en"):
        programme = small_programme()
        joined(programme)
        programme.gol.refresh_from_db()
        people = people_of(programme)
        return Scene(
            programme,
            people,
            {
                **matters_of(programme),
                **work_of(programme, people),
                **needs_of(programme, people),
                **pools_of(programme, people),
                **projects_of(programme, people),
                **story_of(programme, people),
                **procurements_of(programme, people),
                **events_of(programme, people),
                **targets_of(programme),
                **solutions_of(programme, people),
                **reports_of(programme, people),
                **voices_of(programme, people),
            },
        )


def people_of(programme: Programme) -> dict[str, User]:
    """Return the people by a word each."""
    house = programme.house
    world, today = house.world, timezone.localdate()
    people = {
        "director": house.director,
        "editor": house.editor,
        "coordinator": house.facilitator,
        "neighbour": house.neighbour,
        "administrator": hire("admin@gol.example", world.gol, RoleKind.ADMINISTRATOR),
        "analyst": hire("tall@gol.example", world.gol, RoleKind.STATISTICS),
        "neighbour's editor": hire("editor@al.example", world.al, RoleKind.EDITOR),
        "lent": hire("lent@hallingdal.example", world.gol, RoleKind.FACILITATOR, document="24/1"),
        "expired": hire("expired@hallingdal.example", world.gol, RoleKind.FACILITATOR, document="24/2"),
        "firm": hire("sal@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
        "nobody's": User.objects.create_user("ingen@example.no"),
    }
    people["expired"].delegations_held.update(valid_to=today)
    return people


def matters_of(programme: Programme) -> dict[str, object]:
    """Make a draft with what is withheld, one that is prepared, treatments, and a body with a meeting."""
    house = programme.house
    draft = written(house, title="Utkast", restricted="HEMMELIG-TEKST", legal_basis="offl-13")
    waiting = prepared(house, house.world.gol, title="Førebudd")
    meeting = house.meeting(0)
    made = {"recorded": timezone.now(), "recorded_by": house.editor, "acting_for": "Gol kommune"}
    planned = Treatment.objects.create(
        matter=draft, kind="decision", body=house.council, meeting=meeting, **made
    )
    assert programme.gol.matter is not None
    noted = treated(programme.gol.matter, house.council, TreatmentKind.ORIENTATION, Outcome.NOTED)
    return {
        "draft": draft.pk,
        "waiting": waiting.pk,
        "settled": programme.gol.matter_id,
        "planned": planned.pk,
        "noted": noted.pk,
        "body": house.council.pk,
        "youth": house.youth.pk,
        "meeting": meeting.pk,
        "later": Meeting.objects.create(body=house.council, day=timezone.localdate() + timedelta(30)).pk,
        "follow_up": FollowUp.objects.create(matter=draft, text="Gjer det").pk,
        "als": Matter.objects.create(
            organisation=house.world.al,
            title="Åls",
            proposal="Y",
            language="nn",
            state="draft",
            created=timezone.now(),
            created_by=house.neighbour,
            acting_for="Ål kommune",
        ).pk,
    }


def work_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make what a municipality and a cohort write of their work."""
    now, today, gol = timezone.now(), timezone.localdate(), programme.house.world.gol
    by = {"recorded": now, "recorded_by": people["director"]}
    run = open_phase(programme.cohort, "meet", "", actor=actor(people["coordinator"]))
    told = {"place": gol.place, "indicator": "leakage", "edition": "x", "language": "nn"}
    region = programme.house.world.council.place
    assert region is not None
    spoken = {"language": "nn", "picked": now, "picked_by": people["director"], "acting_for": "Gol kommune"}
    return {
        "cohort": programme.cohort.slug,
        "cohort_row": programme.cohort.pk,
        "run": run.pk,
        "als_run": PhaseRun.objects.create(
            cohort=programme.cohort, participation=programme.al, phase="act", opened=today
        ).pk,
        "competence": Competence.objects.create(organisation=gol, kind="analysis", function="Analyse").pk,
        "entry": CalendarEntry.objects.create(
            cohort=programme.cohort, kind="gathering", title="Samling", day=today
        ).pk,
        "baseline": Baseline.objects.create(
            cohort=programme.cohort, measure="needs", value=1, day=today, source="Teljing", **by
        ).pk,
        "report": ErrorReport.objects.create(text="Feil.", received=now, **told).pk,
        "comment": FigureComment.objects.create(
            text="Bra.", signed="Gol kommune", written=now, written_by=people["analyst"], **told
        ).pk,
        "challenge": Challenge.objects.create(region=region, **CHALLENGE, **spoken).pk,
        "role": Role.objects.get(user=people["director"]).pk,
        "invitation": Invitation.objects.create(
            email="ingen@example.no",
            organisation=gol,
            kind="editor",
            language="nn",
            invited_by=people["director"],
            invited=now - timedelta(days=20),
            expires=now - timedelta(days=6),
        ).pk,
        "own_invitation": Invitation.objects.create(
            email=people["lent"].email,
            organisation=gol,
            kind="editor",
            language="nn",
            invited_by=people["lent"],
            invited=now,
            expires=now + timedelta(days=14),
        ).pk,
    }


def needs_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a need, an agreement, a choice of a reader, and a series of own data of Gol."""
    now, today, gol = timezone.now(), timezone.localdate(), programme.house.world.gol
    assert gol.place is not None
    series = OwnSeries.objects.create(place=gol.place)
    sent = {"added": now, "added_by": people["analyst"], "acting_for": "Gol kommune"}
    file = OwnFile.objects.create(
        series=series,
        number=1,
        file_name="a.csv",
        title="Svinn",
        unit="kg",
        source="Kjøken",
        kept=now,
        **sent,
    )
    OwnSeries.objects.filter(pk=series.pk).update(current=file, state="shown")
    return {
        "need": Need.objects.create(
            organisation=gol, title="Røyr", way="purchase", written=now, written_by=people["director"]
        ).pk,
        "agreement": Agreement.objects.create(
            organisation=gol,
            title="Røyr",
            supplier="Demorør AS",
            ends_on=today + timedelta(days=200),
            source="24/1",
            recorded_by=people["director"],
        ).pk,
        "reading": ReviewSetting.objects.create(organisation=gol, wants_reader=True).pk,
        "series": series.pk,
        "file": file.pk,
    }


def targets_of(programme: Programme) -> dict[str, object]:
    """Make a target that Gol has adopted, and a use of an indicator that it has chosen."""
    gol, today = programme.house.world.gol.place, timezone.localdate()
    region = programme.house.world.council.place
    assert gol is not None
    assert region is not None
    chosen, _new = IndicatorSet.objects.get_or_create(place=gol)
    row = ChosenIndicator.objects.create(set=chosen, indicator="water_leakage", reason="Vårt.", order=90)
    told = {"value": 20, "year": today.year + 4, "adopted_on": date(2026, 1, 15), "decision": "vedtak 8/26"}
    began = {"title": "Vatn", "text": "Mindre lekkasje.", "lead": gol, "began_on": date(2026, 1, 15)}
    return {
        "focus": FocusArea.objects.create(region=region, **began).pk,
        "target": AdoptedTarget.objects.create(place=gol, indicator="water_leakage", **told).pk,
        "indicator_use": IndicatorUse.objects.create(chosen=row, kind="plan", text="Trygt vatn").pk,
    }


def pools_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a joint purchase that Gol leads, with Gol's volume."""
    now, later = timezone.now(), timezone.localdate() + timedelta(days=60)
    world, director = programme.house.world, people["director"]
    assert world.council.place is not None
    pool = Pool.objects.create(
        lead=world.gol,
        region=world.council.place,
        title="Røyr",
        unit="km",
        joins_until=later,
        state="open",
        opened=now,
        written=now,
        written_by=director,
    )
    days = {"earliest": later, "latest": later, "pledged": now, "pledged_by": director}
    return {
        "pool": pool.pk,
        "pledge": Pledge.objects.create(pool=pool, organisation=world.gol, amount=12, **days).pk,
    }


def story_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make the draft of a story of Gol."""
    told = {"title": "Mindre mat kasta", "text": "Slik gjorde vi det.", "written": timezone.now()}
    made = {"organisation": programme.house.world.gol, "written_by": people["director"]}
    story = Story.objects.create(**made, **told)
    return {"story": story.pk}


def projects_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a project of Gol with Ål, and a milestone."""
    world, day = programme.house.world, timezone.localdate()
    assert world.council.place is not None
    made = {"lead": world.gol, "region": world.council.place, "written_by": people["director"]}
    project = Project.objects.create(title="Lekkasjar", starts_on=day, written=timezone.now(), **made)
    for one in (world.gol, world.al):
        Partner.objects.create(project=project, organisation=one, kind="municipality")
    milestone = Milestone.objects.create(project=project, title="Målarar", due=day, first_due=day)
    return {"project": project.pk, "milestone": milestone.pk}


def voices_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a draft of a question of Gol, and an open one with a group and input that waits."""
    gol, director, day = programme.house.world.gol, people["director"], timezone.localdate()
    made = {"organisation": gol, "text": "Vi har pengar.", "written": timezone.now(), "written_by": director}
    made |= {"opens_on": day, "closes_on": day + timedelta(days=14)}
    draft, asked = (
        VoiceQuestion.objects.create(title="Kva gjer vegen trygg?", state=state, **made)
        for state in ("draft", "open")
    )
    waiting = Voice.objects.create(
        question=asked, text="Lys. MIN TEKST", language="nn", received=timezone.now()
    )
    return {
        "unasked": draft.pk,
        "asked": asked.pk,
        "voice": waiting.pk,
        "voice_group": VoiceGroup.objects.create(question=asked, name="Lys").pk,
    }


def procurements_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a procurement of Gol that is prepared, and one under contract with a promise."""
    buyer, gol = acting_as(people["director"]), programme.house.world.gol
    prepared_one = prepared_procurement(buyer, gol)
    day = {"announced": buyer.today}
    signed = announce_procurement(prepared_procurement(buyer, gol), day, actor=buyer)
    terms = {"supplier": "Buss AS", "value": 90, "signed_on": buyer.today, "begins_on": buyer.today}
    terms |= {"ends_on": buyer.today + timedelta(days=400), "follows": buyer.person}
    contract = sign_contract(signed, terms, actor=buyer)
    promise = add_promise(contract, {"promise": "Turar", "due": buyer.today}, actor=buyer)
    return {
        "procurement": prepared_one.pk,
        "signed": signed.pk,
        "contract": contract.pk,
        "promise": promise.pk,
    }


def events_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a webinar of Gol, for which Gol has registered somebody."""
    now, later = timezone.now(), timezone.localdate() + timedelta(days=60)
    world, director = programme.house.world, people["director"]
    event = Event.objects.create(
        organisation=world.gol,
        kind="webinar",
        title="Lekkasjar",
        day=later,
        begins=time(9),
        ends=time(10),
        closes=later,
        state="announced",
        written=now,
        written_by=director,
        changed=now,
        announced=now,
    )
    about = {"registered": now, "registered_by": director, "changed": now, "side": "public"}
    team = Team.objects.create(event=event, organisation=world.gol, name="Gol kommune", **about)
    question = event.questions.create(text="Kvifor?", asked=now, asked_by=people["firm"])
    held = Event.objects.create(
        **{field: getattr(event, field) for field in ("organisation", "kind", "begins", "ends", "state")},
        **dict.fromkeys(("written", "changed", "announced"), now),
        title="Lekkasjar i fjor",
        day=timezone.localdate(),
        closes=timezone.localdate(),
        written_by=director,
    )
    fields = ("organisation", "begins", "ends", "state", "written", "written_by", "changed", "announced")
    same = {field: getattr(event, field) for field in fields}
    dialogue = Event.objects.create(**same, kind="reverse_dialogue", title="Vis", day=later, closes=later)
    frame = OneToOne.objects.create(event=dialogue, day=later, begins=time(9), wishes_by=later, seed=7)
    firm = Team.objects.create(event=dialogue, name="Røyr AS", **{**about, "side": "market"})
    answer = WrittenInput.objects.create(team=firm, text="Vi kan lytte.", written=now)
    minutes = held.minutes.create(number=1, text="Vi møttest.", written=now, written_by=director)
    return {
        "held": held.pk,
        "dialogue": dialogue.pk,
        "one_to_one": frame.pk,
        "minutes": minutes.pk,
        "event": event.pk,
        "team": team.pk,
        "team_word": team_word(team.pk),
        "firm_word": team_word(firm.pk),
        "written_input": answer.pk,
        "question": question.pk,
    }


def solutions_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a firm of Gol with a manager, a solution, and where it is in use."""
    now, gol = timezone.now(), programme.house.world.gol
    firm = Organisation.objects.create(slug="demoror", name="Demorør AS", kind="supplier", place=gol.place)
    people["seller"] = hire("nils@demoror.example", firm, RoleKind.TOP_MANAGEMENT)
    by = {"written": now, "written_by": people["seller"]}
    solution = Solution.objects.create(organisation=firm, title="Lytting", **by)
    signed_up = {"number": "310482382", "signed_up": now, "signed_up_by": people["seller"]}
    return {
        "supplier": Supplier.objects.create(organisation=firm, **signed_up).pk,
        "solution": solution.pk,
        "use": Use.objects.create(solution=solution, place=gol.place, began=2024).pk,
    }


def reports_of(programme: Programme, people: dict[str, User]) -> dict[str, object]:
    """Make a report of Gol that is a draft, one that everybody reads, and the template of Gol."""
    now, place = timezone.now(), programme.house.world.gol.place
    assert place is not None
    by = {
        "place": place,
        "edition": "2026-11-01-x",
        "ordered": now,
        "ordered_by": people["analyst"],
        "made": now,
    }
    WordTemplate.objects.create(
        place=place, state="used", file_name="mal.docx", content=b"", sent=now, sent_by=people["director"]
    )
    draft = PlaceReport.objects.create(kind="saksframlegg", language="nn", **by)
    public = PlaceReport.objects.create(kind="vlr", language="nn", state="approved", approved=now, **by)
    return {"draft_report": draft.pk, "public_report": public.pk}
