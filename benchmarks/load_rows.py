"""The rows that a load needs before it begins: municipalities that take part, with somebody in each."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from loftet.decisions.models import Body, Matter, Treatment
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Place
from loftet.programme.models import Cohort, Participation, ParticipationDecision, Partnership, PhaseRun

COHORT, PHASE = "last", "understand"


@dataclass(frozen=True, slots=True)
class Desk:
    """The workplace of a writer: the open session, the municipality, its matter and its checklist."""

    number: int
    session: str
    slug: str
    matter: int
    body: int
    run: int


@transaction.atomic
def make_desks(writers: int, places: list[str]) -> list[Desk]:
    """Create the writers and their rows; all share the plan of the first one's municipality."""
    today = timezone.localdate()
    region = Place.objects.filter(kind="region").first()
    assert region is not None
    lead = Organisation.objects.create(
        slug="last-leder", name="Lastleder", kind="regional_council", place=region
    )
    partnership = Partnership.objects.create(slug=COHORT, name="Last", language="nb")
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug=COHORT,
        name="Last",
        region=region,
        lead=lead,
        language="nb",
        begins=today - timedelta(days=30),
    )
    run = PhaseRun.objects.create(cohort=cohort, phase=PHASE, opened=today)
    users = [User.objects.create_user(f"skriver{number}@last.example") for number in range(writers)]
    homes = [home_of(slug) for slug in places[:writers]]
    desks = []
    for number, (user, home) in enumerate(zip(users, homes, strict=True)):
        for where in {homes[0], home}:
            Role.objects.create(
                user=user, organisation=where, kind=RoleKind.TOP_MANAGEMENT, valid_from=cohort.begins
            )
        matter, body = joined(cohort, home, user)
        desks.append(Desk(number, session_of(user), home.slug, matter, body, run.pk))
    return desks


def home_of(slug: str) -> Organisation:
    """Return the municipality of a place, made if nobody has added it."""
    place = Place.objects.get(slug=slug)
    made = {"slug": slug, "name": f"{place.name} kommune"}
    return Organisation.objects.get_or_create(place=place, kind="municipality", defaults=made)[0]


def joined(cohort: Cohort, home: Organisation, user: User) -> tuple[int, int]:
    """Add a municipality to the cohort; return its matter and its council."""
    now, today = timezone.now(), timezone.localdate()
    written = {"created": now, "created_by": user, "acting_for": home.name, "state": "public"}
    matter = Matter.objects.create(
        organisation=home, title="Deltakelse", proposal="Delta.", language="nb", **written
    )
    body = Body.objects.create(organisation=home, kind="council", name="Kommunestyret (last)")
    by = {"recorded": now, "recorded_by": user, "acting_for": home.name}
    decided = Treatment.objects.create(
        matter=matter, kind="decision", body=body, outcome="adopted", day=today, wording="Ja.", **by
    )
    one = Participation.objects.create(
        cohort=cohort, organisation=home, matter=matter, invited=now, invited_by=user
    )
    ParticipationDecision.objects.create(
        participation=one, state="takes_part", decided=today, treatment=decided, **by
    )
    return matter.pk, body.pk


def session_of(user: User) -> str:
    """Open a session, as signing in does."""
    browser = Client()
    browser.force_login(user)
    return browser.cookies["sessionid"].value
