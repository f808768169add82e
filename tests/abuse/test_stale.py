"""Who saves what others have changed meanwhile is told, shown both texts, and has overwritten nothing.

Every model with a version has a case here; the models themselves are asked which have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F

from loftet.decisions.models import FollowUp, Meeting, Treatment
from tests.abuse.scene import Scene, state, words_of

OURS = "/kull/{cohort}/deltakere/gol/"
TOLD = "Somebody else has changed this since you opened it."
# Set by the operator with a command that writes the whole of it; no page changes it.
WITHOUT_PAGE = frozenset({"Partnership"})
# It needs an edition with figures, and is tested where there is one: `tests/indicators/test_comments.py`,
# `test_what_others_have_written_since_is_shown_and_not_overwritten`.
ELSEWHERE = frozenset({"FigureComment"})
# A phase has no text: it is closed, and who comes second is told that it was changed.
WITHOUT_TEXT = frozenset({"PhaseRun"})


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
    "HoursPlanned": Save(
        "director",
        f"{OURS}timer/plan/{{year}}/",
        "hours_planned",
        {"role": "editor", "hours": "77,5"},
        "hours",
        "55",
        'value="77,5"',
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
    "PhaseRun": Save("coordinator", "/kull/{cohort}/faser/{run}/lukk/", "run", {}, "note"),
    "ErrorReport": Save(
        "analyst",
        "/feilmeldinger/{report}/svar/",
        "report",
        {"text": "MIN TEKST", "language": "nn"},
        "text",
    ),
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


def test_every_model_with_a_version_has_a_case() -> None:
    assert set(versioned()) == set(SAVES) | WITHOUT_PAGE | ELSEWHERE


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
    shown = (TOLD in page, name in WITHOUT_TEXT or save.mine in page, save.theirs in page)
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
    "Cohort": ({"language": "nb"}, "Who works with it, beside the municipalities Empty now."),
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
    "taking a matter up": ("director", "/saker/{waiting}/overta/"),
    "calling a treatment off": ("director", "/saker/{draft}/behandlinger/{planned}/avlys/"),
    "ending a body": ("director", "/organer/{body}/avslutt/"),
    "cancelling a meeting": ("director", "/organer/{body}/moter/{later}/avlys/"),
    "removing a competence": ("director", "/organisasjoner/gol/kompetanse/{competence}/fjern/"),
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
