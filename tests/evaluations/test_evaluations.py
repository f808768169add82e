"""What came of an event: asked by letter or in one's list, told by link, counted in the goals of a cohort."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.background.outbox import send_due
from loftet.core.models import OutboxLetter
from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.evaluations.actions import tell_outcome
from loftet.evaluations.letters import ask_afterwards
from loftet.evaluations.models import Evaluation, Outcome
from loftet.evaluations.queries import outcomes_until
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Attendee, Event, Team
from loftet.meetings.signed import team_word
from loftet.people.permissions import Actor
from loftet.programme.models import Cohort, Partnership
from tests.letters import letters_sent
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")
TOLD: dict[str, Any] = {"useful": 4, "learned": "Mykje", "better": "", "result": "contact", "why": ""}


def held(days: int) -> Event:
    """Return the conference as it was so many days ago."""
    Event.objects.update(day=in_days(-days), closes=in_days(-days - 1), seats=None)
    return Event.objects.get()


def page_of(team: Team) -> str:
    return f"/pamelding/{team_word(team.pk)}/etterpa/"


def asked() -> list[str]:
    """Return who is written to now."""
    before = len(letters_sent())
    ask_afterwards(timezone.now())
    send_due(timezone.now())
    return sorted(one.to[0] for one in letters_sent()[before:])


@pytest.fixture(autouse=True)
def not_in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("letters", "queries"):
        monkeypatch.setattr(f"loftet.evaluations.{module}.is_silent", lambda _day: False)


@pytest.fixture
def team(world: World, people: People, register: Register) -> Team:
    return register(world.firm, people.firm, "Sigrid")


@pytest.fixture
def guest(register: Register, people: People) -> Team:
    """Return a firm without an account, which the organiser has registered."""
    return register(None, people.colleague, "Nils", name="Røyr AS", side="market", email="nils@ror.example")


def test_who_has_no_account_is_written_to_once_a_stage_and_others_see_a_task(
    people: People, event: Event, team: Team, guest: Team
) -> None:
    send_due(timezone.now())
    held(13)
    assert asked() == []
    for days in (14, 182, 357):
        held(days)
        assert asked() == ["nils@ror.example"], days
        assert asked() == []  # never twice
        words = [one.what for one in tasks_for(acting_as(people.firm)) if "what has come" in str(one.what)]
        assert words == [f"Say what has come of «{event.title}»"], days
        Outcome.objects.all().delete()
        OutboxLetter.objects.all().delete()
    held(14)
    tell_outcome(Team.objects.get(pk=team.pk), TOLD, actor=acting_as(people.firm))
    assert not [one for one in tasks_for(acting_as(people.firm)) if "what has come" in str(one.what)]
    Attendee.objects.filter(team=guest).update(way="away", seated=None)
    assert asked() == []


def test_a_team_tells_by_its_link_without_signing_in_and_can_correct_it(event: Event, guest: Team) -> None:
    held(20)
    page, nobody = page_of(guest), Client()
    told = nobody.get(page).content.decode()
    assert ("Nils" in told, "Røyr AS" in told) == (False, True)
    sent = {"useful": "5", "learned": "Dei treng målarar", "result": "nothing", "version": str(guest.version)}
    assert nobody.post(page, sent).status_code == 422  # why did nothing come of it?
    assert nobody.post(page, {**sent, "why": "For dyrt"}).status_code == 302
    again = {**sent, "result": "pilot", "version": str(guest.version + 1)}
    assert nobody.post(page, again).status_code == 302
    assert nobody.post(page, sent).status_code == 409
    (row,) = Outcome.objects.all()
    assert (row.stage, row.result, Evaluation.objects.get().useful) == ("weeks", "pilot", 5)
    held(200)
    later = {"result": "contract", "version": str(guest.version + 2)}
    assert nobody.post(page, later).status_code == 302
    assert [one.stage for one in Outcome.objects.all()] == ["weeks", "half"]
    held(401)
    assert nobody.get(page).status_code == 403
    assert Client().get("/pamelding/x:y/etterpa/").status_code == 403


def test_telling_is_refused_with_the_reason(people: People, event: Event, team: Team) -> None:
    firm = acting_as(people.firm)
    with pytest.raises(NotAllowed, match="nothing to tell"):
        tell_outcome(team, TOLD, actor=firm)
    held(3)
    for wrong, reason in (
        ({"useful": 6}, "less than or equal to 5"),
        ({"result": "gold"}, "gold"),
        ({"learned": "x" * 501}, "500"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            tell_outcome(Team.objects.get(pk=team.pk), {**TOLD, **wrong}, actor=firm)
    assert not Outcome.objects.exists()
    Attendee.objects.update(way="away", seated=None)
    with pytest.raises(NotAllowed, match="None of you was there"):
        tell_outcome(Team.objects.get(pk=team.pk), TOLD, actor=firm)
    Event.objects.update(state="cancelled")
    with pytest.raises(NotAllowed, match="nothing to tell"):
        tell_outcome(Team.objects.get(pk=team.pk), TOLD, actor=firm)


def test_the_organiser_alone_reads_what_came_of_it(people: People, event: Event, team: Team) -> None:
    held(20)
    tell_outcome(Team.objects.get(pk=team.pk), {**TOLD, "result": "pilot"}, actor=acting_as(people.firm))
    page = f"{event.get_absolute_url()}etterpa/"
    told = browser_of(people.colleague).get(page).content.decode()
    assert ("Det er blitt 1 prøve eller avtale" in told, "Mykje" in told, "Varme AS" in told) == (True,) * 3
    assert [browser_of(user).get(page).status_code for user in (people.firm, people.neighbour)] == [403, 403]


def test_firms_with_a_pilot_or_a_contract_are_counted_in_the_goals(
    world: World, people: People, event: Event, team: Team, writer: Actor
) -> None:
    region = world.council.place
    assert region is not None
    partnership = Partnership.objects.create(slug="a", name="A", language="nn")
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug="a",
        name="A",
        region=region,
        lead=world.council,
        language="nn",
        begins=in_days(-300),
    )
    today = timezone.localdate()
    Event.objects.update(cohort=cohort)
    held(20)
    counted = []
    for result in ("contact", "pilot", "contract"):
        row = Team.objects.get(pk=team.pk)
        tell_outcome(row, {**TOLD, "result": result}, actor=acting_as(people.firm))
        counted.append(int(outcomes_until(cohort, today)))
    assert counted == [0, 1, 1]
    _again(world.firm.pk, "Varme AS")
    assert outcomes_until(cohort, today) == 1  # a firm is one, however many meetings it was at
    _again(None, "Røyr AS")
    _again(None, "RØYR AS")
    assert outcomes_until(cohort, today) == 2
    assert outcomes_until(cohort, today - timedelta(days=1)) == 0
    Event.objects.update(cohort=None)
    assert outcomes_until(cohort, today) == 0  # Gol does not take part in it


def _again(organisation: int | None, name: str) -> None:
    """Let a firm have a pilot after one more meeting."""
    event, team = Event.objects.earliest("pk"), Team.objects.earliest("pk")
    event.pk, team.pk = None, None
    event.save(force_insert=True)
    team.event, team.organisation_id, team.name = event, organisation, name
    team.save(force_insert=True)
    Outcome.objects.create(team=team, result="pilot", stage="weeks", when=timezone.now())
