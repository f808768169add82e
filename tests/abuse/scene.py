"""A partnership at work, with something of every kind that people decide, and what all of it looks like."""

import html
import re
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from loftet.challenges.models import Challenge
from loftet.decisions.models import FollowUp, Matter, Meeting, Outcome, Treatment, TreatmentKind
from loftet.indicators.models import ErrorReport, FigureComment
from loftet.people.models import Invitation, Role, RoleKind, User
from loftet.programme.actions.phases import open_phase
from loftet.programme.models import (
    Baseline,
    CalendarEntry,
    Competence,
    HoursPlanned,
    HoursSpent,
    PhaseRun,
)
from tests.decisions.conftest import prepared, written
from tests.people.partnership import World, browser_of, hire
from tests.programme.conftest import Programme, clerk, joined, small_programme, treated

DECIDED_IN = ("people", "notices", "decisions", "programme", "indicators", "challenges", "log")
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
        return Scene(programme, people, {**matters_of(programme), **work_of(programme, people)})


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
    run = open_phase(programme.cohort, "meet", "", clerk=clerk(people["coordinator"]))
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
        "hours": HoursSpent.objects.create(
            participation=programme.gol, role="editor", day=today, hours=1, **by
        ).pk,
        "hours_planned": HoursPlanned.objects.create(
            participation=programme.gol, role="editor", year=today.year, hours=10
        ).pk,
        "year": today.year,
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
