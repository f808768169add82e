"""An event is planned with what its kind has ready, announced, moved and cancelled; the year of a cohort."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from icalendar import Calendar

from loftet.background.outbox import send_due
from loftet.core.registry import tasks_for
from loftet.core.verdicts import Denied, NotAllowed
from loftet.decisions.models import Body, Meeting
from loftet.dialogues.notice import write_notice
from loftet.invalid_input import InvalidInput
from loftet.meetings.actions.events import (
    announce_event,
    cancel_event,
    change_event,
    invite_more,
    plan_event,
)
from loftet.meetings.actions.year import Gathering, plan_year
from loftet.meetings.forms import AnnounceForm, EventForm
from loftet.meetings.kinds import kinds, read_kinds
from loftet.meetings.models import Attendee, Event, MailInvitation, State, Team
from loftet.meetings.queries import calendar_of, public_events
from loftet.meetings.rules import may_announce, may_plan
from loftet.meetings.signed import team_word
from loftet.meetings.year import gatherings_of, is_good, next_events, proposed_days
from loftet.needs.models import Need
from loftet.notices.actions.notifications import follow
from loftet.notices.models import Notice
from loftet.people.models import Organisation, User
from loftet.people.permissions import Actor
from loftet.programme.cohorts.actions import delete_cohort
from loftet.programme.models import CalendarEntry, Cohort, Participation, Partnership
from tests.days import with_days
from tests.letters import letters_sent
from tests.meetings.calendars import read
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")


def draft_of(organisation: Organisation, actor: Actor, **more: Any) -> Event:
    """Return a draft of a webinar in a month."""
    kind = kinds()["webinar"]
    times = {"day": in_days(30), "closes": in_days(29), "begins": kind.begins, "ends": kind.ends}
    return plan_event(organisation, {"kind": "webinar", "title": "Å lese tal", **times, **more}, actor=actor)


def test_the_form_fills_in_what_the_kind_has_ready(world: World, people: People, event: Event) -> None:
    browser, need = browser_of(people.colleague), event.needs.get()
    address = f"/organisasjoner/gol/moter/nytt/?om=need-{need.pk}"
    page = browser.get(address).content.decode()
    assert re.search(rf'value="need-{need.pk}"[^>]* checked', page)
    day = in_days(40)
    sent = {"kind": "dialogue_conference", "title": "Ny", "day": day.isoformat(), "where": "Gol"}
    assert browser.post(address, {**sent, "subjects": [f"need-{need.pk}"]}).status_code == 302
    made = Event.objects.get(title="Ny")
    ready = (str(made.begins), str(made.ends), made.closes, len(made.agenda), list(made.needs.all()))
    assert ready == ("10:00:00", "12:20:00", day - timedelta(days=7), 6, [need])
    assert browser_of(people.neighbour).get(made.get_absolute_url()).status_code == 404


def test_a_conference_about_nothing_cannot_be_announced(world: World, writer: Actor) -> None:
    kind = kinds()["dialogue_conference"]
    empty = draft_of(world.gol, writer, kind=kind.key)
    verdict = may_announce(writer, empty)
    assert isinstance(verdict, Denied)
    assert str(verdict.reason).startswith("Say first which need")
    with pytest.raises(NotAllowed):
        announce_event(empty, actor=writer)


def test_what_it_is_about_cannot_be_taken_away_when_it_is_announced(event: Event, writer: Actor) -> None:
    with pytest.raises(InvalidInput, match="Say first which need"):
        change_event(event, {"needs": []}, actor=writer)
    assert event.needs.count() == 1


def test_a_draft_about_a_need_that_is_hidden_cannot_be_announced(
    world: World, people: People, event: Event, writer: Actor
) -> None:
    need = event.needs.get()
    type(need).objects.filter(pk=need.pk).update(audience="region")
    other = draft_of(world.gol, writer, kind="reverse_dialogue", needs=[need])
    assert not may_announce(writer, other)


REFUSED: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "a kind that is unknown": ({"kind": "fest"}, "what kind"),
    "times in the wrong order": ({"ends": time(8)}, "ends before it begins"),
    "closing after the day": ({"closes": timedelta(31)}, "on the day of the meeting at the latest"),
    "more for firms than there are": ({"seats": 2, "most_market": 3}, "not so many places"),
    "no places": ({"seats": 0}, "above 0"),
    "markup": ({"title": "<b>x</b>"}, "plain text"),
    "a gathering of no cohort": ({"kind": "gathering"}, "of which cohort"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_value_is_refused_with_its_reason(world: World, writer: Actor, name: str) -> None:
    written, reason = REFUSED[name]
    kind = kinds()["webinar"]
    sent = {"kind": kind.key, "title": "x", "day": in_days(30), "closes": in_days(29), "begins": kind.begins}
    with pytest.raises(InvalidInput, match=reason):
        plan_event(world.gol, {**sent, "ends": kind.ends, **with_days(written)}, actor=writer)
    assert not Event.objects.exists()


def test_subjects_after_the_eighth_are_open_only_where_one_is_ticked() -> None:
    offered = [(f"need-{number}", f"Behov {number}") for number in range(1, 11)]
    for ticked, opened in ([], False), (["need-8"], False), (["need-8", "need-9"], True):
        form = EventForm({"title": "", "subjects": ticked}, offered=offered, cohorts=())
        assert form.errors
        shown = render_to_string("meetings/parts/ticks.html", {"form": form, "field": form["subjects"]})
        assert ('<details class="ds-details">' in shown, "<details" in shown) == (not opened, True)


def test_a_day_before_registration_closes_moves_that_with_it(event: Event, people: People) -> None:
    browser, need = browser_of(people.colleague), event.needs.get()
    sent = {"kind": event.kind, "title": event.title, "where": "Gol", "subjects": [f"need-{need.pk}"]}
    for day in (in_days(2), in_days(40)):
        event.refresh_from_db()
        answer = browser.post(
            f"{event.get_absolute_url()}endre/",
            {**sent, "day": day.isoformat(), "version": event.version},
        )
        assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.day, event.closes) == (in_days(40), in_days(2))


def test_a_need_that_was_hidden_since_is_not_named_and_stays(
    world: World, people: People, event: Event
) -> None:
    told = {"written": timezone.now(), "written_by": people.neighbour, "expires_on": in_days(90)}
    hidden = Need.objects.create(organisation=world.al, title="Løynd tittel", audience="own", **told)
    event.needs.add(hidden)
    browser, address = browser_of(people.colleague), f"{event.get_absolute_url()}endre/"
    assert "Løynd tittel" not in browser.get(address).content.decode()
    need = event.needs.exclude(pk=hidden.pk).get()
    sent = {"kind": event.kind, "title": "Ny tittel", "day": event.day.isoformat(), "version": event.version}
    assert browser.post(address, {**sent, "subjects": [f"need-{need.pk}"]}).status_code == 302
    assert set(event.needs.all()) == {need, hidden}


def test_who_may_plan_and_who_may_not(world: World, people: People) -> None:
    cases = ((people.colleague, world.gol), (people.politician, world.gol), (people.firm, world.firm))
    verdicts = [may_plan(acting_as(user), where) for user, where in cases]
    assert [bool(one) for one in verdicts] == [True, False, False]


def test_an_event_in_the_past_is_neither_announced_nor_moved(
    world: World, event: Event, writer: Actor
) -> None:
    old = draft_of(world.gol, writer)
    Event.objects.filter(pk=old.pk).update(day=in_days(-1), closes=in_days(-1))
    with pytest.raises(NotAllowed, match="Its day has passed"):
        announce_event(Event.objects.get(pk=old.pk), actor=writer)
    with pytest.raises(InvalidInput, match="still to come"):
        change_event(event, {"day": in_days(-1), "closes": in_days(-1)}, actor=writer)
    Event.objects.filter(pk=event.pk).update(day=in_days(-1), closes=in_days(-1))
    event.refresh_from_db()
    with pytest.raises(NotAllowed, match="has been"):
        change_event(event, {"title": "Nytt namn"}, actor=writer)


def test_followers_are_told_when_it_is_announced_and_addresses_get_a_letter_once(
    world: World, people: People, event: Event, writer: Actor
) -> None:
    follow(people.far, event.needs.get(), "/", now=writer.now)
    other = draft_of(world.gol, writer, kind="reverse_dialogue", needs=[event.needs.get()])
    with pytest.raises(InvalidInput, match="number on Doffin first"):
        announce_event(other, ["a@firma.example"], actor=writer)
    notice = {"title": "Møt oss", "text": "Kom.", "no_doffin": "Berre tre kan levere."}
    write_notice(other, notice, 0, actor=writer)
    with pytest.raises(InvalidInput, match="in English first"):
        announce_event(other, ["a@firma.example"], actor=writer)
    write_notice(other, notice | {"english": "Meet us."}, 1, actor=writer)
    announce_event(other, ["a@firma.example", "A@firma.example", " b@firma.example "], actor=writer)
    told = Notice.objects.filter(kind="event.announced", subject_id=other.pk)
    assert list(told.values_list("user", flat=True)) == [people.far.pk]
    assert MailInvitation.objects.filter(event=other).count() == 2
    send_due(timezone.now())
    sent = [one for one in letters_sent() if one.to[0].endswith("firma.example")]
    assert len(sent) == 2
    assert "Les meir og meld deg på innan" in str(sent[0].body)
    assert {one.extra_headers["Reply-To"] for one in sent} == {other.written_by.email}
    invite_more(Event.objects.get(pk=other.pk), ["b@firma.example", "c@firma.example"], actor=writer)
    assert MailInvitation.objects.filter(event=other).count() == 3
    with pytest.raises(InvalidInput, match="«tull» is no e-mail address"):
        invite_more(Event.objects.get(pk=other.pk), ["tull"], actor=writer)
    many = [f"{number}@firma.example" for number in range(300)]
    with pytest.raises(InvalidInput, match="At most 300"):
        invite_more(Event.objects.get(pk=other.pk), many, actor=writer)


def test_those_who_are_registered_are_told_of_another_time_and_of_nothing_else(
    world: World, people: People, event: Event, register: Register, writer: Actor
) -> None:
    register(world.firm, people.firm, "Sigrid")
    send_due(timezone.now())
    before = len(letters_sent())
    event = change_event(event, {"about": "Meir om det."}, actor=writer)
    event = change_event(event, {"day": in_days(31)}, actor=writer)
    event = cancel_event(event, "Vegen er stengd.", actor=writer)
    send_due(timezone.now())
    subjects = [str(one.subject) for one in letters_sent()[before:]]
    assert [one.partition(":")[0] for one in subjects] == ["Avlyst"]  # of what is cancelled no change is told
    assert "Vegen er stengd." in str(letters_sent()[-1].body)
    with pytest.raises(NotAllowed, match="is cancelled"):
        change_event(event, {"about": "x"}, actor=writer)


def test_a_move_is_told_with_the_new_day(
    world: World, people: People, event: Event, register: Register, writer: Actor
) -> None:
    register(world.firm, people.firm, "Sigrid")
    change_event(event, {"day": in_days(31)}, actor=writer)
    send_due(timezone.now())
    assert str(letters_sent()[-1].subject).startswith("Endra: ")
    (file,) = letters_sent()[-1].attachments
    assert b"SEQUENCE" in (file[1] if isinstance(file[1], bytes) else str(file[1]).encode())


def events_in(file: bytes) -> dict[str, Any]:
    """Return the events of a calendar by UID, as a reader has them, and a second one too."""
    read(file)
    return {str(one["UID"]): one for one in Calendar.from_ical(file).walk("VEVENT")}


def test_a_calendar_keeps_the_uid_and_raises_the_sequence(event: Event, writer: Actor) -> None:
    (uid, first), *_none = events_in(calendar_of("Møte", [event])).items()
    moved = change_event(event, {"day": in_days(31)}, actor=writer)
    moved.refresh_from_db()
    second = events_in(calendar_of("Møte", [moved]))[uid]
    off = cancel_event(moved, "Snø", actor=writer)
    off.refresh_from_db()
    third = events_in(calendar_of("Møte", [off]))[uid]
    numbers = [int(one["SEQUENCE"]) for one in (first, second, third)]
    assert numbers == sorted(set(numbers))
    assert str(third["STATUS"]) == "CANCELLED"
    assert second.decoded("DTSTART").date() == in_days(31)


def test_nothing_that_people_write_becomes_a_line_of_its_own_in_a_calendar(
    world: World, event: Event
) -> None:
    evil = "Gol\r\nATTENDEE:mailto:x@y.no\nBEGIN:VALARM"
    Event.objects.update(where=evil, title=evil[:100], about="x\r\nDTSTART:19700101T000000Z")
    event.refresh_from_db()
    file = calendar_of("x\r\nX-EVIL:1", [event])
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    begun = [one.partition(":")[0].partition(";")[0] for one in lines]
    assert not {"ATTENDEE", "X-EVIL"} & set(begun)
    assert (begun.count("BEGIN"), begun.count("DTSTART")) == (2, 1)


def test_the_digital_address_is_only_for_the_registered(
    world: World, people: People, event: Event, register: Register
) -> None:
    Event.objects.update(link="https://mote.example/hemmeleg")
    team = register(world.firm, people.firm, "Sigrid")
    own = f"/pamelding/{team_word(team.pk)}/"
    browser = browser_of(None)
    pages = (event.get_absolute_url(), f"{event.get_absolute_url()}kalender.ics", "/moteplasser/kalender.ics")
    for page in (*pages, "/moteplasser/", "/moteplasser/?format=csv"):
        assert "hemmeleg" not in browser.get(page).content.decode(), page
    assert "hemmeleg" in browser.get(own).content.decode()
    assert "hemmeleg" in browser.get(f"{own}kalender.ics").content.decode()


def test_the_front_page_and_the_list_show_what_is_in_the_calendars(
    world: World, event: Event, people: People, writer: Actor, cohort: Cohort
) -> None:
    draft_of(world.gol, writer, title="Kladden")
    entry = {"kind": "gathering", "title": "Fjerde samling", "day": in_days(40)}
    CalendarEntry.objects.create(cohort=cohort, **entry)
    off = {"title": "Femte samling", "cancelled": timezone.now()}
    CalendarEntry.objects.create(cohort=cohort, **entry | off)
    days = [(one.title, one.address) for one in next_events(timezone.localdate(), 3)]
    assert days == [(event.title, event.get_absolute_url())]
    page = browser_of(None).get("/moteplasser/?lang=nn").content.decode()
    assert page.index(event.title) < page.index("Fjerde samling")
    assert f'href="/kull/{cohort.slug}/kalender/"' in page
    assert "Femte samling" not in page
    assert "Kladden" not in page


def test_drafts_are_in_no_public_calendar(world: World, event: Event, writer: Actor) -> None:
    draft_of(world.gol, writer)
    assert list(public_events(writer.today)) == [event]


def test_a_draft_waits_for_its_planner_when_it_is_time_to_announce(world: World, writer: Actor) -> None:
    one = draft_of(world.gol, writer)
    assert not [task for task in tasks_for(writer) if "Å lese tal" in str(task.what)]
    Event.objects.filter(pk=one.pk).update(day=in_days(20), closes=in_days(19))
    assert len([task for task in tasks_for(writer) if "Å lese tal" in str(task.what)]) == 1


# --- the year of a cohort ---------------------------------------------------------------------------


@pytest.fixture
def cohort(world: World, people: People) -> Cohort:
    partnership = Partnership.objects.create(slug="p", name="P", language="nn")
    assert world.council.place is not None
    about = {"region": world.council.place, "lead": world.council, "begins": in_days(-100)}
    cohort = Cohort.objects.create(partnership=partnership, slug="k1", name="Kull 1", language="nn", **about)
    invited = {"invited": timezone.now(), "invited_by": people.council}
    Participation.objects.create(cohort=cohort, organisation=world.gol, **invited)
    return cohort


def test_a_year_is_proposed_outside_of_holidays_and_council_meetings(
    world: World, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 11, 25)
    days = proposed_days(cohort, today)
    assert all(map(is_good, days))
    body = Body.objects.create(organisation=world.gol, kind="council", name="Kommunestyret", paper_days=7)
    Meeting.objects.create(body=body, day=days[1])
    assert proposed_days(cohort, today)[1] == days[1]  # Gol does not take part
    monkeypatch.setattr("loftet.meetings.year.taking_part", lambda *_given: _Members(world.gol.pk))
    assert proposed_days(cohort, today)[1] != days[1]


class _Members:
    def __init__(self, *keys: int) -> None:
        self.keys = keys

    def values(self, _name: str) -> tuple[int, ...]:
        return self.keys


def test_the_year_is_planned_and_moved_in_one_go(world: World, people: People, cohort: Cohort) -> None:
    browser, address = browser_of(people.council), "/kull/k1/samlinger/"
    days = proposed_days(cohort, timezone.localdate())
    sent = {f"day_{number}": day.isoformat() for number, day in enumerate(days)}
    sent |= {f"title_{number}": f"Samling {number}" for number in range(3)} | {"title_3": "", "version": ""}
    assert browser.post(address, sent).status_code == 302
    events = gatherings_of(cohort, timezone.localdate())
    assert [(one.title, one.day, one.state) for one in events] == [
        (f"Samling {number}", days[number], State.DRAFT) for number in range(3)
    ]
    moved = {f"day_e{one.pk}": (one.day + timedelta(days=7)).isoformat() for one in events}
    moved |= {f"title_e{one.pk}": one.title for one in events}
    version = ",".join(f"{one.pk}:{one.version}" for one in events)
    assert browser.post(address, {**moved, "version": version}).status_code == 302
    later = [one.day for one in gatherings_of(cohort, timezone.localdate())]
    assert later == [day + timedelta(days=7) for day in days[:3]]
    back = {**moved, f"day_e{events[0].pk}": days[0].isoformat(), "version": version}
    assert browser.post(address, back).status_code == 409
    assert browser_of(people.colleague).get(address).status_code == 403


def test_a_gathering_that_is_cancelled_meanwhile_moves_no_other(people: People, cohort: Cohort) -> None:
    browser, address, actor = browser_of(people.council), "/kull/k1/samlinger/", acting_as(people.council)
    asked = [Gathering(None, title, in_days(30 * at), "Gol") for at, title in enumerate("ABC", start=1)]
    events = plan_year(cohort, asked, actor=actor)
    sent = {"version": ",".join(f"{one.pk}:{one.version}" for one in events)}
    for one in events:
        sent |= {f"title_e{one.pk}": one.title, f"day_e{one.pk}": one.day.isoformat()}
        sent[f"where_e{one.pk}"] = one.where
    cancel_event(Event.objects.get(title="A"), "Ingen kan", actor=actor)
    answer = browser.post(address, sent)
    assert answer.status_code == 409
    found = re.search(r'name="version" value="([^"]+)"', answer.content.decode())
    assert found is not None
    assert browser.post(address, {**sent, "version": found[1]}).status_code == 302
    left = [(one.title, one.day) for one in gatherings_of(cohort, timezone.localdate())]
    assert left == [("B", in_days(60)), ("C", in_days(90))]


def test_a_cohort_whose_meetings_are_planned_is_not_deleted(people: People, cohort: Cohort) -> None:
    actor = acting_as(people.council)
    cohort.participations.all().delete()
    plan_year(cohort, [Gathering(None, "A", in_days(30), "Gol")], actor=actor)
    assert browser_of(people.council).post("/kull/k1/slett/", {"version": "1"}).status_code == 403
    with pytest.raises(NotAllowed, match="Meetings of the cohort are planned"):
        delete_cohort(Cohort.objects.get(), actor=actor)


def test_one_day_that_cannot_be_leaves_the_whole_year_as_it_was(
    people: People, cohort: Cohort, world: World
) -> None:
    actor = acting_as(people.council)
    good, bad = Gathering(None, "Ei", in_days(30), "Gol"), Gathering(None, "To", in_days(60), "<b>Gol</b>")
    with pytest.raises(InvalidInput, match="plain text"):
        plan_year(cohort, [good, bad], actor=actor)
    assert not Event.objects.exists()


def test_a_gathering_is_in_the_calendar_of_its_cohort_once_it_is_announced(
    people: People, cohort: Cohort
) -> None:
    actor = acting_as(people.council)
    (event,) = plan_year(cohort, [Gathering(None, "Fyrste samling", in_days(30), "Gol")], actor=actor)
    page = "/kull/k1/kalender/"
    assert "Fyrste samling" not in browser_of(None).get(page).content.decode()
    announce_event(event, actor=actor)
    assert "Fyrste samling" in browser_of(None).get(page).content.decode()
    feed = browser_of(None).get(reverse("calendar_ics", args=["k1"])).content
    assert f"event-{event.pk}@localhost" in events_in(feed)


# --- the catalogue, and large lists -----------------------------------------------------------------


def test_a_broken_catalogue_names_file_kind_and_cause(tmp_path: Path, catalogue: Path) -> None:
    text = (catalogue / "meetings" / "kinds.toml").read_text(encoding="utf-8")
    broken = text.replace('begins = "09:00"', 'begins = "25:00"').replace(
        "closes_days = 1\n", "closes_days = -1\n"
    )
    (tmp_path / "kinds.toml").write_text(
        broken.replace('audience = "cohort"', 'audience = "noen"'), encoding="utf-8"
    )
    with pytest.raises(InvalidInput) as refused:
        read_kinds(tmp_path)
    told = str(refused.value)
    assert "kinds.toml: kind 1 (gathering): 'noen' is not a valid Audience" in told
    assert "kind 5 (webinar)" in told
    assert "kind 6 (guidance)" in told


@pytest.mark.nightly
def test_the_pages_ask_the_same_number_of_queries_however_many_rows_there_are(
    world: World, people: People, event: Event, writer: Actor
) -> None:
    browser = browser_of(people.colleague)
    pages = ("/moteplasser/", event.get_absolute_url(), f"{event.get_absolute_url()}deltakere/")

    def asked() -> list[int]:
        found = []
        for page in pages:
            browser.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            found.append(len(queries))
        return found

    before = asked()
    more = {
        name: getattr(event, name)
        for name in ("kind", "begins", "ends", "state", "written", "announced", "changed", "written_by")
    }
    Event.objects.bulk_create(
        Event(organisation=world.gol, title=f"M{n}", day=in_days(n % 900), closes=in_days(n % 900), **more)
        for n in range(10_000)
    )
    team = {"side": "market", "registered": writer.now, "changed": writer.now, "registered_by": writer.person}
    teams = Team.objects.bulk_create(Team(event=event, name=f"F{number}", **team) for number in range(300))
    Attendee.objects.bulk_create(
        Attendee(team=one, name=f"N{number}") for one in teams for number in range(3)
    )
    assert asked() == before
    assert max(before) <= 25


def test_one_that_has_been_held_is_not_called_planned_any_more(people: People, event: Event) -> None:
    assert event.tag_on(event.day).words == "Planned"
    assert event.tag_on(event.day + timedelta(days=1)).words == "Has been held"
    page = browser_of(people.writer).get(event.get_absolute_url()).content.decode()
    assert "kalender.ics" in page
    Event.objects.filter(pk=event.pk).update(day=in_days(-1), closes=in_days(-2))
    page = browser_of(people.writer).get(event.get_absolute_url()).content.decode()
    assert ("Har vore" in page, "kalender.ics" in page, "Du har plass" in page) == (
        True,
        False,
        False,
    )


def test_inviting_nobody_is_refused_and_announcing_without_inviting_is_not(
    people: People, event: Event
) -> None:
    sent = {"emails": "", "version": str(event.version)}
    page = browser_of(people.writer).post(f"{event.get_absolute_url()}inviter/", sent).content.decode()
    assert "Skriv ei e-postadresse." in page
    assert AnnounceForm(sent).is_valid()


def test_who_runs_no_cohort_is_not_offered_its_gatherings(people: People) -> None:
    page = browser_of(people.writer).get("/organisasjoner/gol/moter/nytt/").content.decode()
    offered = re.findall(r'<option value="(\w+)"( selected)?', page)
    assert ("dialogue_conference", " selected") in offered
    assert "gathering" in kinds()
    assert "gathering" not in dict(offered)


def test_a_draft_about_nothing_yet_leads_to_the_form_and_no_day_that_has_been_is_planned(
    world: World, people: People, writer: Actor
) -> None:
    browser, event = browser_of(people.writer), draft_of(world.gol, writer, kind="dialogue_conference")
    page = browser.get(event.get_absolute_url()).content.decode()
    assert re.search(rf'data-variant="primary"\s+href="/moteplasser/{event.pk}/endre/"', page)
    sent = {"kind": "webinar", "title": "I går", "day": in_days(-1).isoformat(), "where": "Gol"}
    answer = browser.post("/organisasjoner/gol/moter/nytt/", sent)
    assert (answer.status_code, "Vel ein dag som ikkje har vore." in answer.content.decode()) == (422, True)


def test_a_dialogue_that_has_been_held_stands_in_the_thread_alone(people: People, event: Event) -> None:
    address = f"{event.needs.get().get_absolute_url()}?lang=en"
    browser = browser_of(people.colleague)
    assert browser.get(address).content.decode().count(f"{event.title}</a>") == 2  # it can be come to
    Event.objects.filter(pk=event.pk).update(day=in_days(-3), closes=in_days(-4))
    page = browser.get(address).content.decode()
    thread = page.partition('<nav class="thread"')[2].partition("</nav>")[0]
    assert (page.count(f"{event.title}</a>"), f"{event.title}</a>" in thread) == (1, True)
    with translation.override("en"):
        assert date_format(in_days(-3), "DATE_FORMAT") in thread


def test_the_organiser_prints_the_number_of_who_arranges_it_and_nobody_else_reads_it(
    people: People, event: Event
) -> None:
    User.objects.filter(pk=event.written_by_id).update(name="Odd Vik", telephone="32 00 00 00")
    said = "Spørsmål? Ring Odd Vik, 32 00 00 00."
    address = f"{event.get_absolute_url()}?lang=nn"
    readers = (people.writer, people.neighbour, people.firm, None)
    assert [said in browser_of(one).get(address).content.decode() for one in readers] == [True, *[False] * 3]
