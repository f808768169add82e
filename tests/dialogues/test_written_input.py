"""The same questions in writing: by a firm without a profile, by the organiser for it; and who reads."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.core.actor import Actor as CoreActor
from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.dialogues.actions import input_of, note_input, open_summary, write_input
from loftet.dialogues.models import WrittenInput
from loftet.dialogues.personal_data import PERSONAL_DATA
from loftet.dialogues.queries import least_volumes, questions_of
from loftet.dialogues.rules import may_read_inputs
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.notices.models import Notice
from loftet.one_to_one.example import one_to_one_of
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import NOBODY, Actor
from loftet.pools.models import Pledge, Pool
from tests.found_by import documents
from tests.letters import letters_sent
from tests.meetings.conftest import in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire

pytestmark = pytest.mark.usefixtures("english")

TOLD = {"text": "Kartet vantar trykksonene.", "least_volume": "4127", "drivers": "Djupna på grøfta."}
SECRETS = ("trykksonene", "Djupna på grøfta", "4127")
SENT = {"said_by": "Aud Demograv, leiar", "how": "mail", "said_on": in_days(0)}
Others = dict[str, User | None]


def firm(event: Event, name: str) -> Team:
    """Return a team without an account, as it registers by the public link."""
    now = timezone.now()
    return event.teams.create(name=name, side="market", language="nn", registered=now, changed=now)


@pytest.fixture
def team(event: Event) -> Team:
    return firm(event, "Røyr AS")


@pytest.fixture
def pool(world: World, event: Event, writer: Actor) -> Pool:
    """Return a joint purchase that Gol leads, Ål is in, and the conference is about."""
    place, now = world.council.place, timezone.now()
    assert place is not None
    pool = Pool.objects.create(
        lead=world.gol,
        region=place,
        title="Røyr i lag",
        unit="km",
        joins_until=in_days(20),
        state="open",
        opened=now,
        written=now,
        written_by=writer.person,
    )
    days = {"earliest": in_days(30), "latest": in_days(60), "pledged": now, "pledged_by": writer.person}
    Pledge.objects.create(pool=pool, organisation=world.al, amount=12, **days)
    event.pools.add(pool)
    return pool


def by_link(team: Team, page: str = "innspill/") -> str:
    return f"/pamelding/{team_word(team.pk)}/{page}"


def anybody() -> Actor:
    """Return somebody who is not signed in."""
    return CoreActor(None, timezone.now(), timezone.localdate(), NOBODY)


def write(team: Team, **more: Any) -> WrittenInput:
    return write_input(team, TOLD | more, input_of(team).version, actor=anybody())


def test_a_firm_without_a_profile_answers_and_changes_it_by_its_link_without_javascript(
    pool: Pool, team: Team
) -> None:
    browser = Client()
    assert "Answer in writing" in browser.get(by_link(team, "?lang=en")).content.decode()
    page = browser.get(by_link(team, "innspill/?lang=en")).content.decode()
    assert all(one in page for one in ("What have we misunderstood?", "firm delivers, km", "no other firm"))
    sent = TOLD | {"least_volume": "41,5", "version": "0"}
    assert browser.post(by_link(team), sent).status_code == 302
    row = WrittenInput.objects.get()
    assert (row.team, row.least_volume, row.written_by) == (team, Decimal("41.5"), None)
    again = browser.post(by_link(team), sent | {"text": "Endra.", "version": "1"})
    assert (again.status_code, WrittenInput.objects.get().text) == (302, "Endra.")
    assert browser.post(by_link(team), sent | {"version": "1"}).status_code == 409
    assert "Change what you answered in writing" in browser.get(by_link(team, "?lang=en")).content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"text": ""}, "text", "Write the answers."),
        ({"text": "x" * 9_001}, "text", "at most 9000"),
        ({"text": "<script>x</script>"}, "text", "plain text"),
        ({"least_volume": "mykje"}, "least_volume", "Write a number"),
        ({"least_volume": "-5"}, "least_volume", "above 0"),
        ({"drivers": "x" * 2_001}, "drivers", "at most 2000"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(
    pool: Pool, team: Team, sent: dict[str, str], field: str, reason: str
) -> None:
    answer = Client().post(by_link(team, "innspill/?lang=en"), TOLD | {"version": "0"} | sent)
    page = answer.content.decode()
    assert (answer.status_code, f'id="id_{field}_error"' in page, reason in page) == (422, True, True)
    assert not WrittenInput.objects.exists()


def test_no_price_is_a_field_and_a_dialogue_about_nothing_that_is_bought_asks_no_volume(
    event: Event, team: Team
) -> None:
    fields = {one.name for one in WrittenInput._meta.fields}
    assert not [one for one in fields if "price" in one or "knots" in one]
    event.needs.clear()
    page = Client().get(by_link(team)).content.decode()
    assert ('name="text"' in page, 'name="least_volume"' in page) == (True, False)


def test_the_questions_are_those_of_the_one_to_one_meetings(event: Event, writer: Actor) -> None:
    assert questions_of(event)[0] == "What have we misunderstood?"
    frame = one_to_one_of(event, writer, guide="Kva toler vegen?\n\nKor djupt?")
    event.refresh_from_db()
    assert (frame.event, questions_of(event)) == (event, ("Kva toler vegen?", "Kor djupt?"))


def test_it_is_read_only_once_the_open_summary_is_out(event: Event, team: Team, writer: Actor) -> None:
    write(team)
    Event.objects.update(day=in_days(-20), closes=in_days(-25))
    event.refresh_from_db()
    write(Team.objects.get(), text="Endra etter møtet.")
    open_summary(event, {"text": "Dei fleste kan."}, 0, actor=writer)
    page = Client().get(by_link(team, "innspill/?lang=en")).content.decode()
    assert ("Endra etter møtet." in page, "<textarea" in page) == (True, False)
    assert "stands as it is" in page
    assert Client().post(by_link(team), TOLD | {"version": "2"}).status_code == 403
    with pytest.raises(NotAllowed, match="open summary is out"):
        write(Team.objects.get())
    with pytest.raises(NotAllowed, match="open summary is out"):
        note_input(firm(event, "Sug AS"), TOLD | SENT, 0, actor=writer)


def test_it_is_closed_when_the_purchase_is_announced(pool: Pool, team: Team) -> None:
    Pool.objects.update(state="frozen", frozen=timezone.now())
    with pytest.raises(NotAllowed, match="the dialogue is closed"):
        write(team)


def test_a_municipality_does_not_answer_for_the_market(event: Event, team: Team) -> None:
    Team.objects.update(side="public")
    with pytest.raises(NotAllowed, match="Firms answer the questions"):
        write(Team.objects.get())
    assert Client().get(by_link(team)).status_code == 302  # to sign in


# --- written in by the organiser ---------------------------------------------------------------------


def test_the_organiser_writes_in_what_a_firm_has_sent_and_the_firm_can_change_it(
    people: People, event: Event, team: Team, writer: Actor
) -> None:
    browser, address = browser_of(people.colleague), f"{event.get_absolute_url()}innspill/{team.pk}/"
    sent = TOLD | {"said_by": "Aud Demograv, leiar", "how": "mail", "version": "0"}
    missing = browser.post(f"{address}?lang=en", sent | {"said_by": "", "said_on": ""})
    assert (missing.status_code, WrittenInput.objects.exists()) == (422, False)
    assert browser.post(address, sent | {"said_on": in_days(0).isoformat()}).status_code == 302
    page = browser.get(f"{event.get_absolute_url()}innspill/?lang=en").content.decode()
    assert "Aud Demograv, leiar, by e-mail" in " ".join(page.split())
    write(team, text="Vi skreiv det sjølve.")
    row = WrittenInput.objects.get()
    assert (row.said_by, row.how, row.said_on, row.written_by) == ("", "", None, None)
    with pytest.raises(NotAllowed, match="answered here itself"):
        note_input(team, TOLD | SENT, 2, actor=writer)


def test_it_is_refused_to_others_and_on_an_older_version(
    people: People, event: Event, team: Team, writer: Actor
) -> None:
    note_input(team, TOLD | SENT, 0, actor=writer)
    with pytest.raises(ChangedMeanwhile):
        note_input(team, TOLD | SENT, 0, actor=writer)
    with pytest.raises(InvalidInput, match="another alphabet"):
        note_input(team, TOLD | SENT | {"said_by": "\N{CYRILLIC CAPITAL LETTER A}ud"}, 1, actor=writer)
    for role in ("neighbour", "far", "firm"):
        with pytest.raises(NotAllowed, match="organiser of the meeting"):
            note_input(team, TOLD | SENT, 1, actor=acting_as(getattr(people, role)))


# --- who reads ---------------------------------------------------------------------------------------


@pytest.fixture
def persons(world: World, people: People, pool: Pool, writer: Actor) -> Others:
    """Return everybody who asks: also one who is disqualified, and one who also works in a firm."""
    close = hire("nils@gol.example", world.gol, RoleKind.PROCUREMENT_OFFICER)
    declare_disqualified(close, pool, reason="", scope="gol", now=writer.now)
    adviser = hire("rita@gol.example", world.gol, RoleKind.BUSINESS_ADVISER)
    hire("rita@gol.example", world.firm, RoleKind.EDITOR)
    roles = ("writer", "colleague", "neighbour", "politician", "council", "far", "firm")
    named = {one: getattr(people, one) for one in roles}
    return {**named, "nobody": None, "disqualified": close, "adviser": adviser}


def test_the_organiser_and_the_buyers_read_answers_and_nobody_else(
    persons: Others, event: Event, pool: Pool, team: Team
) -> None:
    write(team)
    for name in ("Sug AS", "Grav AS"):
        write(firm(event, name))
    page = event.get_absolute_url()
    addresses = (
        *(
            page,
            f"{page}likt-for-alle/",
            f"{page}innspill/",
            f"{page}innspill/{team.pk}/",
            f"{page}deltakere/",
        ),
        *(
            pool.get_absolute_url(),
            event.needs.get().get_absolute_url(),
            "/moteplasser/",
            "/sok/?q=trykksone",
        ),
        *("/api/ocds/", "/min-side/", "/logg/gol/", "/min-side/data.json"),
    )
    seeing = set()
    for role, user in persons.items():
        browser = browser_of(user)
        answers = [browser.get(f"{one}?lang=nn" if "?" not in one else one) for one in addresses]
        texts = [b"".join(one) if one.streaming else one.content for one in answers]
        text = b"".join(texts).decode()
        if any(secret in text.replace("\xa0", "") for secret in SECRETS):
            seeing.add(role)
    assert seeing == {"writer", "colleague", "neighbour"}


def test_another_firm_reads_nothing_by_its_own_link(event: Event, pool: Pool, team: Team) -> None:
    write(team)
    for name in ("Sug AS", "Grav AS"):
        write(firm(event, name))
    other = firm(event, "Nabo AS")
    for page in ("", "innspill/", "spor/", "kalender.ics"):
        found = Client().get(by_link(other, page)).content.decode()
        assert not [one for one in SECRETS if one in found.replace("\xa0", "")]
    forged = by_link(team).replace(team_word(team.pk), team_word(other.pk)[:-1] + "x")
    assert Client().get(forged).status_code == 403


def test_who_has_a_role_in_what_can_bid_reads_nothing_also_as_organiser(
    people: People, event: Event, team: Team
) -> None:
    other = Organisation.objects.create(slug="forsk", name="Forsk", kind="research")
    assert may_read_inputs(acting_as(people.writer), event)
    hire(people.writer.email, other, RoleKind.EDITOR)
    assert not may_read_inputs(acting_as(people.writer), event)


def test_no_answer_is_in_the_log_in_a_notice_a_task_a_letter_or_search(
    people: People, event: Event, pool: Pool, team: Team, writer: Actor
) -> None:
    write(team)
    note_input(firm(event, "Sug AS"), TOLD | SENT, 0, actor=writer)
    told = [*Entry.objects.values(), *Notice.objects.values(), *documents()]
    told += [str(one) for user in User.objects.all() for one in tasks_for(acting_as(user))]
    told += [(letter.subject, letter.body) for letter in letters_sent()]
    assert not [one for one in (*SECRETS[:2], "Røyr AS", "Sug AS", "Demograv") if one in str(told)]
    rows = Entry.objects.filter(action__startswith="input.").values_list("action", "scope", "details")
    assert sorted(rows) == [("input.noted", "gol", {}), ("input.written", "gol", {})]


# --- the range of volumes ----------------------------------------------------------------------------


@pytest.mark.parametrize(("volumes", "told"), [(("41", "90"), False), (("41", "90", "60"), True)])
def test_the_range_is_told_when_three_have_answered_and_is_ready_for_the_summary(
    people: People, event: Event, pool: Pool, volumes: tuple[str, ...], told: bool
) -> None:
    for number, volume in enumerate(volumes):
        write(firm(event, f"Firma {number}"), least_volume=volume)
    write(firm(event, "Utan mengd AS"), least_volume=None)
    words = f"from 41 to 90 km, by {len(volumes)} firms"
    Event.objects.update(day=in_days(-1), closes=in_days(-8))
    pages = (
        pool.get_absolute_url(),
        *(f"{event.get_absolute_url()}{page}" for page in ("innspill/", "oppsummering/")),
    )
    browser = browser_of(people.writer)
    found = [words in browser.get(f"{page}?lang=en").content.decode() for page in pages]
    assert found == [told, told, told]
    assert (least_volumes(event) is not None) == told


def test_who_sent_an_answer_is_forgotten_a_year_after_the_meeting(
    event: Event, team: Team, writer: Actor
) -> None:
    note_input(team, TOLD | SENT, 0, actor=writer)
    forget = PERSONAL_DATA["event_inputs"].forget
    assert forget is not None
    assert forget(writer.now) == 0
    Event.objects.update(day=in_days(-366), closes=in_days(-370))
    assert (forget(writer.now), WrittenInput.objects.get().said_by) == (1, "")
