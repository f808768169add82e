"""A project's own figure: who writes it, what is refused, what the page says, and that it stays apart."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.effects import cards
from loftet.effects.own import own_series
from loftet.invalid_input import InvalidInput
from loftet.people.permissions import Actor
from loftet.projects import queries
from loftet.projects.actions import add_effect, add_point, change_part, remove_part, stop_project
from loftet.projects.models import EffectResult, ExpectedEffect, OwnPoint, Partner, Project
from tests.days import with_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.projects.conftest import begun, in_days

pytestmark = pytest.mark.usefixtures("english")
EXPECTED = {"indicator": "water_leakage", "size": 6, "by_year": 2035, "own_figure": "Nattforbruk, l/s"}


@pytest.fixture
def effect(project: Project, partner: Partner, writer: Actor) -> ExpectedEffect:
    part = add_effect(project, ExpectedEffect(project=project), EXPECTED, actor=writer)
    assert isinstance(part, ExpectedEffect)
    return part


def point(effect: ExpectedEffect, actor: Actor, days: int = 0, value: Any = 40, **more: Any) -> OwnPoint:
    project = Project.objects.get(pk=effect.project_id)
    written = {"effect": effect, "day": in_days(days), "value": value} | more
    made = add_point(project, OwnPoint(project=project), written, actor=actor)
    assert isinstance(made, OwnPoint)
    return made


# --- who, and what is refused -----------------------------------------------------------------------


def test_the_lead_and_a_partner_write_values_before_and_after_the_start(
    effect: ExpectedEffect, writer: Actor, people: People
) -> None:
    point(effect, writer, -30, 42)
    begun(effect.project, writer)
    made = point(effect, acting_as(people.neighbour), 0, "36.5", note="Sju netter")
    assert [float(one.value) for one in effect.points.all()] == [42, 36.5]
    changed = change_part(made, {"value": 37}, actor=acting_as(people.neighbour))
    remove_part(changed, actor=writer)
    assert effect.points.count() == 1


def test_nobody_else_writes_and_nobody_once_it_is_stopped(
    effect: ExpectedEffect, writer: Actor, people: People
) -> None:
    with pytest.raises(NotAllowed, match="take part"):
        point(effect, acting_as(people.far))
    made = point(effect, writer)
    project = stop_project(Project.objects.get(pk=effect.project_id), {"lesson": "For dyrt"}, actor=writer)
    with pytest.raises(NotAllowed, match="was stopped"):
        point(effect, writer, -1)
    with pytest.raises(NotAllowed, match="was stopped"):
        change_part(made, {"value": 1}, actor=writer)
    assert project.own_points.count() == 1


@pytest.mark.parametrize(
    ("written", "field", "reason"),
    [
        ({"day": timedelta(1)}, "day", "still to come"),
        ({"day": None}, "day", "cannot be null"),
        ({"value": None}, "value", "cannot be null"),
        ({"value": "mykje"}, "value", "decimal number"),
        ({"value": "1" * 11}, "value", "digits"),
        ({"note": "<b>sju</b>"}, "note", "without code"),
        ({"note": "x" * 201}, "note", "at most 200"),
    ],
)
def test_a_value_is_refused_at_its_field(
    effect: ExpectedEffect, writer: Actor, written: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        point(effect, writer, **with_days(written))
    assert next((one.field, reason in one.cause) for one in refused.value.problems) == (field, True)


def test_a_day_has_one_value_and_a_figure_is_the_projects_own(
    effect: ExpectedEffect, writer: Actor, world: World
) -> None:
    point(effect, writer)
    with pytest.raises(InvalidInput, match="of that day already"):
        point(effect, writer)
    without = add_effect(
        Project.objects.get(pk=effect.project_id),
        ExpectedEffect(project=effect.project),
        EXPECTED | {"indicator": "household_waste", "own_figure": ""},
        actor=writer,
    )
    with pytest.raises(InvalidInput, match="no such figure of its own"):
        point(without, writer, -1)  # type: ignore[arg-type]


# --- what is said and drawn -------------------------------------------------------------------------


def test_the_sentence_holds_the_newest_value_against_those_before_the_start() -> None:
    days = [date(2026, 1, 5), date(2026, 3, 2), date(2026, 9, 7)]
    told = list(zip(days, (42.0, 44.0, 36.5), strict=True))
    after = own_series("l/s", told, date(2026, 6, 1))
    assert after.sentence == "36.5 on 7. Sept. 2026, against 43 on average before the start (2 values)."
    assert [one.after for one in after.dots] == [False, False, True]
    assert own_series("l/s", told[:2], date(2026, 6, 1)).sentence == "44 on 2. March 2026."
    assert own_series("l/s", told[:1], None).is_drawn is False


def test_equal_values_on_one_day_are_drawn_in_the_middle() -> None:
    (dot,) = own_series("l/s", [(date(2026, 1, 5), 3.0)], None).dots
    assert (dot.x, dot.y) == (10.0, 45.0)


def test_the_page_shows_the_own_figure_apart_and_leads_those_who_take_part_to_the_form(
    effect: ExpectedEffect, writer: Actor, people: People
) -> None:
    point(effect, writer, -30, 42)
    begun(effect.project, writer)
    point(effect, writer, 0, "36.5")
    address = f"/prosjekt/{effect.project_id}/"
    link = f"{address}ny/maling/?effekt={effect.pk}"
    page = browser_of(people.neighbour).get(f"{address}?lang=en").content.decode()
    assert "Own figure: Nattforbruk, l/s" in page
    assert "It is no official figure" in page
    assert ("36.5000" in page, ">36.5<" in page) == (False, True)
    assert page.count('class="project-mark is-done"') >= 1
    assert link in page
    assert link not in browser_of(people.far).get(address).content.decode()
    browser = browser_of(people.writer)
    form = browser.get(link)
    assert form.context["form"]["effect"].value() == str(effect.pk)
    sent = {"effect": effect.pk, "day": str(timezone.localdate() - timedelta(days=1)), "value": "38,25"}
    assert browser.post(link, sent).status_code == 302
    assert [str(one.value) for one in effect.points.all()] == ["42.0000", "38.2500", "36.5000"]


def test_own_values_are_in_the_plan_file_and_never_among_the_answers(
    effect: ExpectedEffect, writer: Actor, people: People
) -> None:
    point(effect, writer, 0, "36.5")
    rows = browser_of(people.writer).get(f"/prosjekt/{effect.project_id}/plan.csv").content.decode()
    assert "own figure;Nattforbruk, l/s;;36,5" in rows
    assert not EffectResult.objects.exists()


# --- a figure that is no longer shown ---------------------------------------------------------------


def test_of_a_figure_that_is_no_longer_shown_the_page_says_that_alone(
    effect: ExpectedEffect, writer: Actor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cards, queries):
        monkeypatch.setattr(module, "indicators_now", lambda: {"household_waste": None})
    begun(effect.project, writer)
    said = {"answer": "found", "sentence_en": "It fell; chance is small."}
    EffectResult.objects.create(effect=effect, edition="old", computed=timezone.now(), **said)
    browser = browser_of(people.writer)
    page = browser.get(f"/prosjekt/{effect.project_id}/?lang=en").content.decode()
    heading = page[page.index('class="project-effect"') :]
    assert "The indicator is not in this edition." in heading[: heading.index("</h3>")]
    assert "It fell; chance is small." in page[page.index("What earlier editions said") :]
    for address in (f"/prosjekt/{effect.project_id}/", "/prosjekt/"):
        shown = browser.get(f"{address}?lang=en").content.decode()
        assert "have moved more than chance" not in shown


def test_a_project_that_builds_on_a_hidden_one_keeps_it_when_it_is_changed(
    project: Project, world: World, people: People, writer: Actor
) -> None:
    abroad = people.far.roles.get().organisation
    told: dict[str, Any] = {"lead": abroad, "region": abroad.place, "written_by": people.far}
    day = timezone.localdate()
    hidden = Project.objects.create(title="Løynd", starts_on=day, written=timezone.now(), **told)
    Project.objects.filter(pk=project.pk).update(builds_on=hidden)
    browser, address = browser_of(people.writer), f"/prosjekt/{project.pk}/endre/"
    form = browser.get(address).context["form"]
    assert "builds_on" not in form.fields
    sent = {"title": "Nytt namn", "kind": "change", "starts_on": str(timezone.localdate()), "version": "1"}
    assert browser.post(address, sent).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.builds_on) == ("Nytt namn", hidden)


def test_what_is_rarely_filled_in_is_folded_until_it_is(
    project: Project, people: People, writer: Actor
) -> None:
    browser, address = browser_of(people.writer), f"/prosjekt/{project.pk}/ny/soknad/"
    page = browser.get(f"{address}?lang=en").content.decode()
    assert page.index("<summary>When more is known") < page.index('name="granted"')
    assert "<details open" not in page.replace(' class="ds-details"', "")
    sent = {"scheme": "klimasats", "applicant": "Gol", "amount": "10", "state": "granted", "granted": ""}
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "<details open" in refused.content.decode().replace(' class="ds-details"', "")
