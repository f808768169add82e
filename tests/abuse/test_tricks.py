"""What is tried by other means than asking for what is another's; nothing comes of any of it."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from pytest_django import Settings

from loftet.core.testing import patterns
from loftet.decisions.models import Matter, Treatment
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.models import Delegation, Disqualification
from loftet.programme.models import HalfYear, HalfYearHours, ParticipationDecision, Tick
from tests.abuse.cases import DECISION, DISQUALIFIED, MATTER, OURS
from tests.abuse.forms import FORMS, READ
from tests.abuse.scene import Scene, state, words_of
from tests.access_table import methods_by_name
from tests.parameters import by_night

MADE_UP = {"int": 1, "slug": "x", "string": "x"}
SECRET = "HEMMELIG-TEKST"


def made_up(one: URLPattern) -> str:
    """Return an address of a pattern, with something in each place."""
    words = {name: MADE_UP[type(kind).__name__[:-9].lower()] for name, kind in one.pattern.converters.items()}
    return reverse(str(one.name), kwargs=words)


# --- forms from elsewhere -------------------------------------------------------------------------


def refused_shortly(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """Stand for the page of a form from elsewhere: to write it for each address takes long."""
    return HttpResponse(f"from elsewhere: {reason}", status=403)


def test_no_address_takes_a_form_from_a_page_elsewhere(scene: Scene, settings: Settings) -> None:
    """All but one refuse it unread; the switch of a letter carries a word of its own, and has no session."""
    browser, before = scene.browser("director", strict=True), state()
    answer = browser.post("/organisasjoner/gol/saker/ny/", {"version": "1"})
    assert (answer.status_code, "The form was not sent" in words_of(answer)) == (403, True)
    settings.CSRF_FAILURE_VIEW = f"{__name__}.{refused_shortly.__name__}"
    answers = {str(one.name): browser.post(made_up(one), {"version": "1"}) for one in patterns()}
    switch = answers.pop("letter_off")
    assert {name: one.status_code for name, one in answers.items()} == dict.fromkeys(answers, 403)
    assert [name for name, one in answers.items() if not words_of(one).startswith("from elsewhere")] == []
    assert (switch.status_code, "This link turns no letter off." in words_of(switch)) == (403, True)
    assert state() == before


def test_what_only_gives_pages_takes_no_form(scene: Scene) -> None:
    browser, taken = scene.browser("director"), []
    before = state()
    for name, methods in methods_by_name().items():
        if methods == {"GET"}:
            one = next(one for one in patterns() if one.name == name)
            taken += [name] if browser.post(made_up(one)).status_code not in (302, 404, 405) else []
    assert (taken, state()) == ([], before)


# --- fields that no form has ----------------------------------------------------------------------


def test_a_matter_takes_nothing_but_its_own_fields(scene: Scene) -> None:
    forged = {
        "state": "public",
        "organisation": str(scene.world.al.pk),
        "acting_for": "Ål kommune",
        "created_by": str(scene.people["neighbour"].pk),
        "prepared_by": str(scene.world.council.pk),
        "derived_from": str(scene.things["settled"]),
        "reason": "x",
        "pk": str(scene.things["draft"]),
        "id": str(scene.things["draft"]),
        "version": "77",
    }
    assert (
        scene.browser("editor").post("/organisasjoner/gol/saker/ny/", {**MATTER, **forged}).status_code == 302
    )
    row = Matter.objects.latest("pk")
    got = (row.state, row.organisation, row.acting_for, row.created_by, row.prepared_by, row.derived_from)
    assert got == ("draft", scene.world.gol, "Gol kommune", scene.people["editor"], None, None)
    assert (row.pk != scene.things["draft"], row.version) == (True, 1)


def test_a_plan_of_a_treatment_takes_no_outcome(scene: Scene) -> None:
    address = scene.address("/saker/{draft}/behandlinger/ny/")
    forged = {"outcome": "adopted", "wording": "Ja.", "day": "2026-01-01", "recorded_by": "1", "version": "9"}
    sent = {"kind": "orientation", "where": f"{scene.things['body']}:", **forged}
    assert scene.browser("editor").post(address, sent).status_code == 302
    row = Treatment.objects.latest("pk")
    got = (row.outcome, row.wording, row.day, row.recorded_by, row.version)
    assert got == ("", "", None, scene.people["editor"], 1)


def test_hours_are_written_by_who_writes_them_and_where_they_write(scene: Scene) -> None:
    forged = {
        "participation": str(scene.programme.al.pk),
        "recorded_by": str(scene.people["neighbour"].pk),
        "recorded": "2001-01-01",
    }
    sent = {"half": HalfYear.of(timezone.localdate()).key, "hours": "1", **forged}
    assert scene.browser("editor").post(scene.address(f"{OURS}timer/"), sent).status_code == 302
    row = HalfYearHours.objects.latest("pk")
    assert (row.participation, row.recorded_by) == (scene.programme.gol, scene.people["editor"])
    assert row.recorded.date() >= timezone.now().date() - timedelta(days=1)


# --- done twice -----------------------------------------------------------------------------------


def test_a_decision_that_is_sent_twice_is_recorded_once(scene: Scene) -> None:
    sent = {**DECISION, "decided": "withdrew", "seen": str(seen(scene)), "day": f"{timezone.localdate()}"}
    before = ParticipationDecision.objects.count()
    address, browser = scene.address(f"{OURS}vedtak/"), scene.browser("director")
    statuses = [browser.post(address, sent).status_code for _each in range(2)]
    assert (statuses[0], statuses[1] in (409, 422)) == (302, True)
    assert ParticipationDecision.objects.count() == before + 1


def seen(scene: Scene) -> int:
    """Return what a page says that its reader has seen."""
    page = scene.browser("director").get(scene.address(f"{OURS}vedtak/")).content.decode()
    return int(page.partition('name="seen" value="')[2].partition('"')[0])


def test_a_matter_is_published_once(scene: Scene) -> None:
    address, browser = scene.address("/saker/{draft}/publiser/"), scene.browser("director")
    sent = {"version": "1"}
    assert browser.post(address, sent).status_code == 302
    before = state()
    again = browser.post(address, sent)
    assert (again.status_code, "The matter is public already." in words_of(again)) == (403, True)
    assert state() == before


def test_a_tick_that_is_sent_twice_is_one(scene: Scene) -> None:
    address, browser = scene.address(f"{OURS}sjekkliste/{{run}}/"), scene.browser("director")
    for _each in range(2):
        browser.post(address, {"item": "agree_volume"})
    assert Tick.objects.count() == Entry.objects.filter(action="tick.set").count() == 1


# --- a page that was opened before ----------------------------------------------------------------


def test_a_form_that_was_opened_before_a_delegation_was_withdrawn_is_refused(scene: Scene) -> None:
    browser = scene.browser("lent", strict=True)
    page = browser.get("/organisasjoner/gol/saker/ny/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    Delegation.objects.update(withdrawn=timezone.now())
    before = state()
    answer = browser.post("/organisasjoner/gol/saker/ny/", {**MATTER, "csrfmiddlewaretoken": token})
    said = "Matters are written by those who have a role in the organisation" in words_of(answer)
    assert (answer.status_code, said, state()) == (403, True, before)


# --- who is disqualified --------------------------------------------------------------------------


def test_whoever_is_disqualified_does_nothing_in_a_participation(scene: Scene) -> None:
    """Every address under a municipality in a cohort that takes a form, found from the list of addresses."""
    director, gol = scene.people["director"], scene.programme.gol
    Disqualification.objects.create(
        user=director,
        subject_type=ContentType.objects.get_for_model(gol),
        subject_id=gol.pk,
        subject_label=str(gol),
        declared=timezone.now(),
    )
    browser, before, tried = scene.browser("director"), state(), 0
    words = {"slug": scene.things["cohort"], "organisation": "gol", "run": scene.things["run"]}
    words |= {"treatment": scene.things["noted"], "matter": scene.things["settled"]}
    half = HalfYear.of(timezone.localdate()).key
    fields = {"half": half, "hours": "1", "version": "1", "item": "agree_volume"}
    methods = methods_by_name()
    for one in patterns():
        posts = "POST" in methods[str(one.name)]
        ours = str(one.pattern).startswith("kull/<slug:slug>/deltakere/<slug:organisation>/")
        if posts and ours and one.name != "disqualify_participation":
            address = reverse(str(one.name), kwargs={name: words[name] for name in one.pattern.converters})
            answer = browser.post(address, {**DECISION, **fields, "state": "withdrew"})
            assert (one.name, answer.status_code) == (one.name, 403)
            assert DISQUALIFIED in words_of(answer), one.name
            tried += 1
    assert (tried, state()) == (6, before)


# --- what is withheld -----------------------------------------------------------------------------


@pytest.mark.nightly
def test_what_is_withheld_is_in_no_answer_to_anybody_outside(scene: Scene) -> None:
    Matter.objects.filter(title="Utkast").update(state="public")
    leaks, read = [], 0
    for who in ("", "neighbour", "coordinator", "firm", "nobody's"):
        browser = scene.browser(who)
        for path in (*READ, "/saker/{draft}/innsyn.zip", "/saker/{draft}/skriv/"):
            answer = browser.get(f"{scene.address(path)}?q={SECRET[:8]}")
            read += answer.status_code == 200
            leaks += [f"{who}: {path}"] if SECRET.encode() in answer.content else []
    kept = [*Entry.objects.values(), *Notice.objects.values()]
    assert (leaks, read > 50) == ([], True)
    assert SECRET not in str(kept)
    own = scene.browser("editor").get(scene.address("/saker/{draft}/")).content.decode()
    assert SECRET in own


# --- scripts, formulas, lines of one's own --------------------------------------------------------


def sow(scene: Scene, text: str) -> None:
    """Write a text in every field of every form."""
    for form in FORMS.values():
        sent = {name: scene.address(word) for name, word in form.with_all("").items()}
        sent |= {name: text for name, word in form.with_all(text).items() if word == text}
        scene.browser(form.who).post(scene.address(form.address), sent)


def pages(scene: Scene, ending: str) -> dict[str, str]:
    """Return the pages or files of one kind, as those who may read most of them."""
    found = {}
    for path in READ:
        if path.endswith(ending):
            who = "coordinator" if path.startswith("/kull") and "gol" not in path else "director"
            found[path] = scene.browser(who).get(scene.address(path)).content.decode("utf-8-sig")
    return found


@pytest.mark.nightly
def test_a_script_in_any_text_is_shown_as_text(scene: Scene) -> None:
    sow(scene, "<script>alert(1)</script>")
    shown = pages(scene, "/")
    assert [path for path, page in shown.items() if "<script>alert" in page] == []
    assert sum("&lt;script&gt;alert" in page for page in shown.values()) > 8


@pytest.mark.parametrize("sign", ["=", *by_night("+", "-", "@")])
def test_a_formula_in_any_text_is_text_in_every_file(scene: Scene, sign: str) -> None:
    sow(scene, f"{sign}cmd|' /C calc'!A0")
    cells = [
        cell
        for page in pages(scene, ".csv").values()
        for row in csv.reader(io.StringIO(page), delimiter=";")
        for cell in row
    ]
    assert [cell for cell in cells if cell.startswith(f"{sign}cmd")] == []
    assert sum(cell.startswith(f"'{sign}cmd") for cell in cells) > 4


def test_no_text_writes_a_line_of_its_own_in_a_calendar(scene: Scene) -> None:
    sow(scene, "Møte\r\nEND:VEVENT\r\nATTENDEE:mailto:x@evil.example")
    for path, page in pages(scene, ".ics").items():
        lines = page.replace("\r\n ", "").splitlines()
        assert [line for line in lines if line.startswith("ATTENDEE")] == [], path
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT"), path
