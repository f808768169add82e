"""Who saves what others have changed meanwhile is told, shown both texts, and has overwritten nothing.

Every model with a version has a case here, or is changed by a page to whose form the tests of its app's
example send a version that was never read; the models themselves are asked which have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F

from loftet.core import registry, testing
from loftet.core.pages import EditPage
from loftet.decisions.models import FollowUp, Meeting, Treatment
from tests.abuse.scene import Scene, state, words_of

OURS = "/kull/{cohort}/deltakere/gol/"
TOLD = "This has been changed since you opened it."
# Set by the operator with a command that writes the whole of it; no page changes it.
WITHOUT_PAGE = frozenset({"Partnership"})
# A comment and a choice need an edition with figures, and a file needs its raw rows: they are tested in
# `tests/status/test_comments.py`, `test_what_others_have_written_since_is_shown_and_not_overwritten`;
# `tests/challenges/test_choosing.py`,
# `test_who_saves_what_others_have_changed_sees_both_texts_and_overwrites_nothing`;
# `tests/own_data/test_own_data.py`, `test_two_who_keep_the_same_file_are_told_of_each_other`.
# A report has no text that people write, and a template is sent anew; `tests/reports/place/test_pages.py`,
# `test_a_report_is_adopted_and_sent_by_forms`.
# An action of a meeting is done by a button; `tests/minutes/test_minutes.py`. A time to talk is offered and
# booked, a step of a municipality is added and done; the note of a meeting:
# `tests/one_to_one/test_matchmaking.py`, `test_a_note_is_read_by_the_two_and_confirmed_by_the_firm`.
# A phase is closed by a button, see `BUTTONS`. What a project is made of is saved by one page, of which the
# milestone is the case; its status is only added to. What is read of a text is written by the worker alone,
# and a match is answered by one of three buttons: `tests/matches/test_pages.py`. A buyer of a procurement is
# added or taken out, a contact only added; a contract: `tests/contracts/test_refused.py`; a strategy and a
# firm's yearly figures: `tests/strategies`, `tests/contracts/test_yearly.py`. An experience:
# `tests/learning/test_experiences.py`, `test_two_who_change_it_at_once_see_both_texts`; what it helped is
# said again. Who answers inhabitants: `tests/voices/test_questions.py`. The notice of a market dialogue is
# one form of one writer, and what was written in for others is answered once: see
# `tests/dialogues/test_dialogue.py`, `tests/notices/test_noted.py`. A firm that was written in is mended by
# its one link: `tests/solutions/test_told.py`.
ELSEWHERE = frozenset(
    {"ActionPoint", "FigureComment", "IndicatorSet", "OwnFile", "PhaseRun", "PlaceReport", "WordTemplate"}
    | {"Application", "Benefit", "ExpectedEffect", "Money", "OwnPoint", "Partner", "ReusePage"}
    | {"StatusReport"}
    | {"Match", "ReadText"}
    | {"Contact", "Contract", "Share", "Strategy", "YearAnswer"}
    | {"FreeTime", "Step", "Talk"}
    | {"Experience", "Help"}
    | {"MarketNotice", "Noted", "ToldFirm"}
    | {"VoiceSetting"}
)
# A reader is wanted or not: who comes second is told that it was changed.
WITHOUT_TEXT = frozenset({"ReviewSetting"})
TOLD_ALONE = frozenset({"ReviewSetting"})


@dataclass(frozen=True, slots=True)
class Save:
    """Who saves what where, and the field in which others have written meanwhile."""

    who: str
    address: str
    thing: str
    sent: Mapping[str, str]
    field: str = ""
    theirs: str = "DEIRA TEKST"
    mine: str = "MIN TEKST"


SAVES: Mapping[str, Save] = {
    "Matter": Save(
        "director",
        "/saker/{draft}/skriv/",
        "draft",
        {"title": "Utkast", "language": "nn", "proposal": "MIN TEKST"},
        "proposal",
    ),
    "Body": Save(
        "director",
        "/organer/{body}/endre/",
        "body",
        {"kind": "council", "name": "MIN TEKST", "paper_days": "10", "counted_in": "calendar"},
        "name",
    ),
    "Meeting": Save(
        "director",
        "/organer/{body}/moter/{later}/",
        "later",
        {"day": "2027-01-05", "place": "MIN TEKST"},
        "place",
    ),
    "FollowUp": Save(
        "director", "/saker/{draft}/oppfolging/{follow_up}/", "follow_up", {"text": "MIN TEKST"}, "text"
    ),
    "Treatment": Save(
        "director",
        "/saker/{draft}/behandlinger/{planned}/utfall/",
        "planned",
        {
            "outcome": "postponed",
            "wording": "MIN TEKST",
            "motion-TOTAL_FORMS": "0",
            "motion-INITIAL_FORMS": "0",
            "statement-TOTAL_FORMS": "0",
            "statement-INITIAL_FORMS": "0",
        },
        "case_number",
    ),
    "Cohort": Save(
        "coordinator",
        "/kull/{cohort}/endre/",
        "cohort_row",
        {"name": "kull 1", "about": "MIN TEKST", "language": "nn", "begins": "2026-03-03"},
        "about",
    ),
    "Competence": Save(
        "director",
        "/organisasjoner/gol/kompetanse/{competence}/",
        "competence",
        {"kind": "analysis", "function": "MIN TEKST"},
        "function",
    ),
    "CalendarEntry": Save(
        "coordinator",
        "/kull/{cohort}/kalender/{entry}/",
        "entry",
        {"kind": "gathering", "title": "MIN TEKST", "day": "2027-01-05"},
        "title",
    ),
    "Baseline": Save(
        "coordinator",
        "/kull/{cohort}/maling/needs/start/",
        "baseline",
        {"value": "2", "day": "2026-01-05", "source": "MIN TEKST"},
        "source",
    ),
    "ErrorReport": Save(
        "analyst",
        "/feilmeldinger/{report}/svar/",
        "report",
        {"text": "MIN TEKST", "language": "nn"},
        "text",
    ),
    "Need": Save(
        "director", "/behov/{need}/hva/", "need", {"title": "Røyr", "effect": "MIN TEKST"}, "effect"
    ),
    "Agreement": Save(
        "director",
        "/behov/avtaler/{agreement}/endre/",
        "agreement",
        {"title": "MIN TEKST", "supplier": "Demorør AS", "ends_on": "2031-01-05", "source": "24/1"},
        "title",
    ),
    "ReviewSetting": Save(
        "director", "/organisasjoner/gol/behov/gjennomlesing/", "reading", {}, "wants_reader", "False"
    ),
    "Pool": Save(
        "director",
        "/felles-innkjop/{pool}/endre/",
        "pool",
        {"title": "MIN TEKST", "unit": "km", "kind": "works", "joins_until": "2031-01-05"},
        "title",
    ),
    "Pledge": Save(
        "director",
        "/felles-innkjop/{pool}/mengde/gol/",
        "pledge",
        {"amount": "12", "earliest": "2031-01-05", "latest": "2031-01-05", "certainty": "intention"}
        | {"authority": "MIN TEKST"},
        "authority",
    ),
    "Event": Save(
        "director",
        "/moteplasser/{event}/endre/",
        "event",
        {"kind": "webinar", "title": "MIN TEKST", "day": "2031-01-05"},
        "title",
    ),
    "OneToOne": Save(
        "director",
        "/moteplasser/{dialogue}/en-til-en/oppsett/",
        "one_to_one",
        {"wishes_by": "2031-01-05", "day": "2031-01-15", "begins": "10:00", "minutes": "45", "gap": "44"}
        | {"slots": "6", "tables": "4", "most": "6"},
        "gap",
        "55",
        'value="44"',
    ),
    "Minutes": Save(
        "director", "/moteplasser/{held}/referat/skriv/", "minutes", {"text": "MIN TEKST"}, "text"
    ),
    "Question": Save(
        "director", "/moteplasser/sporsmal/{question}/", "question", {"answer": "MIN TEKST"}, "answer"
    ),
    "WrittenInput": Save(
        "nobody", "/pamelding/{firm_word}/innspill/", "written_input", {"text": "MIN TEKST"}, "text"
    ),
    "Team": Save("nobody", "/pamelding/{team_word}/", "team", {"name_n0": "MIN TEKST"}, "name"),
    "Project": Save(
        "director",
        "/prosjekt/{project}/endre/",
        "project",
        {"title": "MIN TEKST", "kind": "innovation", "starts_on": "2031-01-05"},
        "title",
    ),
    "Story": Save(
        "director",
        "/fatt-til/{story}/endre/",
        "story",
        {"title": "MIN TEKST", "text": "Slik gjorde vi det."},
        "title",
    ),
    "Milestone": Save(
        "director",
        "/prosjekt/{project}/del/milepel/{milestone}/",
        "milestone",
        {"title": "MIN TEKST", "due": "2031-01-05"},
        "title",
    ),
    "Procurement": Save(
        "director",
        "/anskaffelser/{procurement}/endre/",
        "procurement",
        {
            "title": "MIN TEKST",
            "activity": "own",
            "kind": "goods",
            "value": "300000",
            "options": "0",
            "planned_on": "2031-01-05",
        },
        "title",
    ),
    "Promise": Save(
        "director",
        "/anskaffelser/{signed}/kontrakt/lofter/{promise}/",
        "promise",
        {"verdict": "partly", "deviation": "MIN TEKST"},
        "deviation",
    ),
    "VoiceQuestion": Save(
        "director",
        "/medvirkning/{unasked}/endre/",
        "unasked",
        {"title": "MIN TEKST", "text": "x", "opens_on": "2031-01-05", "closes_on": "2031-02-05"},
        "title",
    ),
    "Voice": Save(
        "director",
        "/medvirkning/les/{voice}/",
        "voice",
        {"text": "[…] MIN TEKST", "decision": "publish"},
        "text",
    ),
    "VoiceGroup": Save(
        "director",
        "/medvirkning/gruppe/{voice_group}/svar/",
        "voice_group",
        {"outcome": "done", "answer": "MIN TEKST"},
        "answer",
    ),
    "Supplier": Save("seller", "/leverandorer/demoror/endre/", "supplier", {"about": "MIN TEKST"}, "about"),
    "Solution": Save(
        "seller", "/losninger/{solution}/vilkar/", "solution", {"price_note": "MIN TEKST"}, "price_note"
    ),
    "Use": Save(
        "seller",
        "/losninger/bruk/{use}/endre/",
        "use",
        {"abroad": "Provby", "began": "2024", "result": "MIN TEKST"},
        "result",
    ),
    "AdoptedTarget": Save(
        "director",
        "/vedtatte-maltall/{target}/trekk/",
        "target",
        {"withdrawn_on": "2026-02-15", "reason": "MIN TEKST"},
        "reason",
    ),
    "FocusArea": Save("director", "/satsinger/{focus}/avslutt/", "focus", {"reason": "MIN TEKST"}, "reason"),
    "IndicatorUse": Save(
        "director",
        "/bruk/{indicator_use}/endre/",
        "indicator_use",
        {"kind": "plan", "text": "MIN TEKST"},
        "text",
    ),
    "OwnSeries": Save("analyst", "/egne-tall/{series}/trekk/", "series", {"reason": "MIN TEKST"}, "reason"),
    "Challenge": Save(
        "director", "/utfordringer/{challenge}/skriv/", "challenge", {"text": "MIN TEKST"}, "text"
    ),
}


def versioned() -> dict[str, type[models.Model]]:
    """Return every model of ours that has a version."""
    return {
        model.__name__: model
        for model in apps.get_models()
        if model.__module__.startswith("loftet.") and any(one.name == "version" for one in model._meta.fields)
    }


@pytest.mark.contract
def test_every_model_with_a_version_has_a_case() -> None:
    listed = set(SAVES) | WITHOUT_PAGE | ELSEWHERE
    assert listed - set(versioned()) == set()
    assert set(versioned()) - listed - sent_stale_by_examples() == set()


def sent_stale_by_examples() -> set[str]:
    """Return the models whose forms `core.testing.misused_forms` sends with a version never read."""
    with_example = (app for app in registry.apps() if app.example is not None)
    pages = (page for app in with_example for page in testing.pages_of(app).values())
    edits = (page for page in pages if issubclass(page, EditPage) and hasattr(page, "form_class"))
    return {page.form_class._meta.model.__name__ for page in edits}


@pytest.mark.parametrize("name", SAVES)
def test_who_saves_what_others_have_changed_is_shown_both_and_overwrites_nothing(
    scene: Scene, name: str
) -> None:
    save, model = SAVES[name], versioned()[name]
    row = model._default_manager.filter(pk=scene.things[save.thing])
    browser, address = scene.browser(save.who), scene.address(save.address)
    row.update(version=F("version") + 1, **{save.field: save.theirs})
    before = state()
    answer = browser.post(address, {"version": "1", **save.sent})
    page = words_of(answer) + answer.content.decode()
    shown = (
        TOLD in page,
        name in WITHOUT_TEXT or save.mine in page,
        name in TOLD_ALONE or save.theirs in page,
    )
    assert (answer.status_code, shown) == (409, (True, True, True)), page
    assert state() == before


def test_motions_and_statements_of_others_are_shown_before_they_can_be_replaced(scene: Scene) -> None:
    save = SAVES["Treatment"]
    row = Treatment.objects.get(pk=str(scene.things["planned"]))
    row.motions.create(moved_by="Sp", wording="DEIRA FRAMLEGG", votes_for=7, votes_against=12)
    row.statements.create(said_by="Raud", text="DEIRA MERKNAD")
    Treatment.objects.filter(pk=row.pk).update(version=F("version") + 1)
    browser, before = scene.browser("director"), state()
    answer = browser.post(scene.address(save.address), {"version": "1", **save.sent})
    page = words_of(answer)
    assert answer.status_code == 409
    assert "Sp: DEIRA FRAMLEGG (7 votes for and 12 against)" in page
    assert "Raud: DEIRA MERKNAD" in page
    assert state() == before


def test_what_others_have_emptied_is_shown_as_empty(scene: Scene) -> None:
    save = SAVES["Meeting"]
    Meeting.objects.filter(pk=str(scene.things["later"])).update(version=F("version") + 1, place="")
    answer = scene.browser("director").post(scene.address(save.address), {"version": "1", **save.sent})
    assert (answer.status_code, "Empty now." in words_of(answer)) == (409, True)


@pytest.mark.parametrize(
    ("done", "sent", "shown"),
    [
        (date(2026, 11, 5), {}, "It is done yes, 5. November 2026"),
        (None, {"is_done": "on"}, "It is done no"),
    ],
)
def test_a_follow_up_that_others_have_said_to_be_done_is_shown_to_be(
    scene: Scene, done: date | None, sent: Mapping[str, str], shown: str
) -> None:
    save = SAVES["FollowUp"]
    row = FollowUp.objects.filter(pk=str(scene.things["follow_up"]))
    row.update(version=F("version") + 1, text="MIN TEKST", done=done)
    answer = scene.browser("director").post(
        scene.address(save.address), {"version": "1", **save.sent, **sent}
    )
    assert (answer.status_code, shown in words_of(answer)) == (409, True), words_of(answer)
    assert row.get().done == done


# What a page shows of a row in its own words, beside the field that every case changes.
SHOWN: Mapping[str, tuple[Mapping[str, str], str]] = {
    "Cohort": ({"language": "nb"}, "In which language is this written? Bokmål What you wrote"),
    "Baseline": ({"aim": "41", "aim_by": "2031-05-04"}, "Aim 41 To be reached by 4. May 2031"),
    "CalendarEntry": ({"link": "https://example.no/deira"}, "https://example.no/deira"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_all_that_others_can_have_changed_is_shown(scene: Scene, name: str) -> None:
    save, (theirs, shown) = SAVES[name], SHOWN[name]
    row = versioned()[name]._default_manager.filter(pk=scene.things[save.thing])
    row.update(version=F("version") + 1, **theirs)
    answer = scene.browser(save.who).post(scene.address(save.address), {"version": "1", **save.sent})
    assert answer.status_code == 409
    assert shown in words_of(answer)


BUTTONS: Mapping[str, tuple[str, str]] = {
    "ending a body": ("director", "/organer/{body}/avslutt/"),
    "cancelling a meeting": ("director", "/organer/{body}/moter/{later}/avlys/"),
    "removing a competence": ("director", "/organisasjoner/gol/kompetanse/{competence}/fjern/"),
    "closing a phase": ("coordinator", "/kull/{cohort}/faser/{run}/lukk/"),
    "cancelling a day": ("coordinator", "/kull/{cohort}/kalender/{entry}/avlys/"),
}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_on_what_others_have_changed_does_nothing_and_says_so(scene: Scene, name: str) -> None:
    who, address = BUTTONS[name]
    browser = scene.browser(who)
    for model in versioned().values():
        model._default_manager.update(version=F("version") + 1)
    before = state()
    answer = browser.post(scene.address(address), {"version": "1"}, follow=True)
    assert (answer.status_code, "Somebody else has changed" in words_of(answer)) == (200, True)
    assert state() == before
