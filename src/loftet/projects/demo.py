"""The projects of Demodalen, made up: read from `catalogue/demo_programme/projects.toml`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from loftet.challenges.models import Challenge, FocusArea
from loftet.core.demo import Demo
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    add_money,
    add_part,
    add_point,
    begin_project,
    change_part,
    finish_project,
    report_status,
    start_project,
    stop_project,
)
from loftet.projects.models import (
    Application,
    Benefit,
    ExpectedEffect,
    Milestone,
    Money,
    OwnPoint,
    Partner,
    Project,
)
from loftet.projects.readings import keep, read_in, set_baseline
from loftet.status.edition import store

FILE = "projects.toml"
NUMBERS = ("size", "planned", "used", "amount", "realised", "granted", "share")
DAYS = ("starts_on", "ends_on", "due", "done_on", "measured_on", "report_due")
TEXTS = ("title", "kind", "starts_on", "ends_on", "text", "sponsor", "manager", "rights")
Told = Mapping[str, Any]


def tell_of_projects(demo: Demo) -> None:
    """Create the projects with their plans, and what each edition says of their effects.

    Raises:
        InvalidInput: with the project that cannot be told.
    """
    for told in demo.record(FILE)["project"]:
        with demo.telling(FILE, f"the project «{told.get('title')}»"):
            _project(demo, told)
    for effect in ExpectedEffect.objects.filter(frozen__isnull=False):
        _read(demo, effect)


def _project(demo: Demo, told: Told) -> None:
    by, day = told["by"], demo.day(told["day"])
    lead = Organisation.objects.get(slug=told["lead"])
    written = _values(demo, {name: told[name] for name in TEXTS if name in told})
    standing = Challenge.objects.standing().filter(region__made_up=True)
    if key := told.get("challenge"):
        written["challenge"] = standing.get(key=key)
    if title := told.get("reported"):
        written["challenge"] = standing.get(title=title)
    if title := told.get("focus"):
        written["focus_area"] = FocusArea.objects.get(title=title)
    needs = [Need.objects.get(title=title) for title in told.get("needs", ())]
    project = then(demo, by, day, start_project, lead, written, needs)
    _plan(demo, told, project)
    if begun := told.get("begun"):
        project.refresh_from_db()
        project = then(demo, by, demo.day(begun), begin_project, project, {"staff": told["staff"]})
        _freeze(demo, project, demo.day(begun))
    _later(demo, told, project)


def _plan(demo: Demo, told: Told, project: Project) -> None:
    """Create the partners, what is expected, and the milestones."""
    by, day = told["by"], demo.day(told["day"])
    partners: list[dict[str, Any]] = [
        {"organisation": Organisation.objects.get(slug=slug), "part": part, "share": Decimal(share)}
        for slug, part, share in told["partners"]
    ]
    partners += [{"name": name, "kind": kind, "part": part} for name, kind, part in told.get("named", ())]
    if share := told.get("share"):
        first = project.partners.get(organisation=project.lead)
        then(demo, by, day, change_part, first, {"share": Decimal(share)})
    for written in partners:
        then(demo, by, day, add_part, project, Partner(project=project), written)
    for one in told.get("effect", ()):
        then(
            demo,
            by,
            day,
            add_effect,
            project,
            ExpectedEffect(project=project),
            values_without(demo, one, "points"),
        )
    for one in told.get("milestone", ()):
        if "day" not in one:
            _milestone(demo, by, day, project, one)


def _milestone(demo: Demo, by: str, day: date, project: Project, told: Told) -> None:
    """Create a milestone, moved or reached where the story says so."""
    written = _values(demo, {name: told[name] for name in ("title", "due")})
    row = then(demo, by, day, add_part, project, Milestone(project=project), written)
    changed = {"due": demo.day(told["moved"])} if "moved" in told else {}
    changed |= {"done_on": demo.day(told["done_on"])} if "done_on" in told else {}
    if changed:
        then(demo, by, max(day, changed.get("done_on", day)), change_part, row, changed)


def _freeze(demo: Demo, project: Project, day: date) -> None:
    """Set the baseline from the edition of the day, not from the newest one."""
    edition = store().edition(demo.edition_on(day))
    for effect in project.effects.all():
        set_baseline(effect, project, edition)
        effect.save(update_fields=["edition", "baseline"])


def _later(demo: Demo, told: Told, project: Project) -> None:
    """Create what followed: money, status and the end."""
    by, day = told["by"], demo.day(told.get("begun", told["day"]))
    for one in told.get("money", ()):
        partner = project.partners.get(organisation__slug=one["partner"])
        written = values_without(demo, one, "by", "partner") | {"partner": partner}
        written["year"] = max(one["year"], project.starts_on.year)
        then(demo, one["by"], day, add_money, project, Money(project=project), written)
    for one in told.get("effect", ()):
        effect = project.effects.get(indicator=one["indicator"])
        for when, value in one.get("points", ()):
            written = {"effect": effect, "day": demo.day(when), "value": Decimal(value)}
            point = OwnPoint(project=project)
            then(demo, by, max(day, demo.day(when)), add_point, project, point, written)
    rows: Iterable[tuple[str, Callable[..., Any]]] = (("benefit", Benefit), ("application", Application))
    for name, model in rows:
        for one in told.get(name, ()):
            then(demo, by, day, add_follow_up, project, model(project=project), _values(demo, one))
    for one in told.get("milestone", ()):
        if "day" in one:
            _milestone(demo, by, demo.day(one["day"]), project, one)
    for one in told.get("status", ()):
        then(demo, by, demo.day(one["day"]), report_status, project, values_without(demo, one, "day"))
    for name, step in (("finished", finish_project), ("stopped", stop_project)):
        if one := told.get(name):
            project.refresh_from_db()
            project = then(demo, by, demo.day(one["day"]), step, project, values_without(demo, one, "day"))


def _read(demo: Demo, effect: ExpectedEffect) -> None:
    """Read an effect from each edition since it was frozen, as the worker does, and from the one before."""
    before = demo.edition_on(effect.frozen.date()) if effect.frozen else ""
    for day, edition in sorted(demo.editions):
        if edition == before or (effect.frozen and day > effect.frozen.date()):
            keep(effect.pk, read_in(store().edition(edition), effect), demo.at(day))


def values_without(demo: Demo, told: Told, *without: str) -> dict[str, Any]:
    """Return what is told, but for some of it, as an action takes it."""
    return _values(demo, {name: value for name, value in told.items() if name not in without})


def _values(demo: Demo, told: Told) -> dict[str, Any]:
    """Return numbers and days as an action takes them; a day may be a date."""
    found = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    found |= {name: Decimal(str(told[name])) for name in NUMBERS if name in told}
    return found | {name: _day(demo, told[name]) for name in DAYS if name in told}


def _day(demo: Demo, words: str) -> date:
    return date.fromisoformat(words) if words[:1].isdecimal() else demo.day(words)
