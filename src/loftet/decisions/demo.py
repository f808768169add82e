"""The bodies, the meetings and the matters of Demodalen, made up: read from `catalogue/demo_programme`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from django.utils import translation

from loftet.core.demo import Cells, Demo
from loftet.decisions.actions.bodies import add_body, plan_meetings
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import Draft, publish_matter, revise_matter, take_up, write_matter
from loftet.decisions.follow_ups.actions import add_follow_up, finish_follow_up
from loftet.decisions.meeting_plan import PlannedDay
from loftet.decisions.models import (
    Body,
    Matter,
    Meeting,
    Outcome,
    TreatmentKind,
)
from loftet.decisions.rules import KEEPS_BODIES
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    plan_treatment,
    record_outcome,
)
from loftet.log.actions import told_of
from loftet.openness.journal import Journalled
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.demo import then
from loftet.people.models import Organisation, OrganisationKind, User

BODIES = ("organisation", "name", "kind", "paper_days", "counted_in", "by")
MEETINGS = ("organisation", "body", "begins", "place", "days")
LONG_BEFORE = "-75 mon"
PARTS = ("title", "facts", "assessment", "economy", "proposal")
Told = Mapping[str, Any]


def tell_of_decisions(demo: Demo) -> None:
    """Create bodies and meetings, what the region talked over, and what came of it.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("bodies.csv", BODIES, lambda row: _body(demo, row))
    demo.each("meetings.csv", MEETINGS, lambda row: _meeting(demo, row))
    story = demo.record("matters.toml")
    region = _own(demo, story["region"])
    _led_out(demo, region, story["led_out"])
    for slug, told in story["joining"].items():
        taken = then(demo, told["by"], demo.day(told["taken_up"]), take_up, led_to(slug))
        _brought_on(demo, taken, told)
    for told in story["own"]:
        _own(demo, told, region if told["from"] == "region" else led_to(told["organisation"]))


def led_to(slug: str) -> Matter:
    """Return the matter of a municipality that the region's led to."""
    kind = OrganisationKind.REGIONAL_COUNCIL
    return Matter.objects.get(organisation__slug=slug, derived_from__organisation__kind=kind)


def _body(demo: Demo, row: Cells) -> None:
    written = {name: row[name] for name in ("kind", "name", "paper_days", "counted_in")}
    organisation = Organisation.objects.get(slug=row["organisation"])
    then(demo, row["by"], demo.day(LONG_BEFORE), add_body, organisation, written)


def _meeting(demo: Demo, row: Cells) -> None:
    """Plan the meetings of a body, by somebody who keeps it."""
    body = Body.objects.get(organisation__slug=row["organisation"], name=row["body"])
    keeper = User.objects.filter(
        roles__organisation=body.organisation, roles__kind__in=KEEPS_BODIES, roles__delegation=None
    )
    begins = time.fromisoformat(row["begins"])
    days = [PlannedDay(1, demo.day(one.strip()), begins) for one in row["days"].split(";")]
    by = keeper.order_by("email")[0].email
    then(demo, by, demo.day(LONG_BEFORE), plan_meetings, body, days, row["place"])


def _own(demo: Demo, told: Told, source: Matter | None = None) -> Matter:
    """Write a matter of an organisation's own, which comes from another one, publish it and treat it."""
    organisation = Organisation.objects.get(slug=told["organisation"])
    draft = Draft(
        **{part: told[part] for part in PARTS},
        language=told["language"],
        case_number=told["case_number"],
        restricted=told.get("restricted", ""),
        legal_basis=told.get("legal_basis", ""),
    )
    day = demo.day(told["written"])
    matter = then(demo, told["by"], day, write_matter, organisation, draft, derived_from=source)
    return _brought_on(demo, matter, told)


def _led_out(demo: Demo, region: Matter, told: Told) -> None:
    """Create a matter from the region's in each municipality, in the form that it writes."""
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__made_up=True)
    by_form: dict[str, list[Organisation]] = {"nn": [], "nb": []}
    for one in rows.select_related("place").order_by("slug"):
        by_form[one.official_form].append(one)
    journal = Journal(Journalled.YES, told["journal"])
    by, day = region.created_by.email, demo.day(told["day"])
    for form, organisations in by_form.items():
        draft = Draft(**{part: told[form][part] for part in PARTS}, language=form)
        with translation.override(region.language):
            then(demo, by, day, lead_out, region, draft, organisations, journal)


def _brought_on(demo: Demo, matter: Matter, told: Told) -> Matter:
    """Publish a matter, treat it, change its text, say what follows, and who stands too near to it."""
    journal, day = Journal(Journalled.YES, told["journal"]), demo.day(told["published"])
    leader = told.get("published_by", told["by"])
    with translation.override(matter.language):
        matter = then(demo, leader, day, publish_matter, matter, journal)
    if "disqualified" in told:
        _disqualified(demo, matter, told["disqualified"], day)
    for treated in told.get("treatments", ()):
        _treated(demo, matter, treated, told["by"], day)
    if "revised" in told:
        draft = replace(_draft_of(matter), economy=told["economy"])
        then(demo, told["by"], demo.day(told["revised"]), revise_matter, matter, draft)
    for follow in told.get("follow_ups", ()):
        _followed_up(demo, matter, follow, told["by"], day)
    return matter


def _disqualified(demo: Demo, matter: Matter, email: str, day: date) -> None:
    near, moment = User.objects.get(email=email), demo.at(day)
    with told_of(moment):
        declare_disqualified(near, matter, reason="", scope=matter.organisation.slug, now=moment)


def _draft_of(matter: Matter) -> Draft:
    return Draft(
        **{part: getattr(matter, part) for part in PARTS},
        language=matter.language,
        case_number=matter.case_number,
    )


def _treated(demo: Demo, matter: Matter, told: Told, by: str, published: date) -> None:
    """Plan a treatment, and record what came of it on its day."""
    body = Body.objects.get(organisation=matter.organisation, name=told["body"])
    day = demo.day(told["day"])
    planned = Planned(TreatmentKind(told["kind"]), body, Meeting.objects.get(body=body, day=day))
    planned_on = demo.day(told["planned"]) if "planned" in told else published
    treatment = then(demo, by, planned_on, plan_treatment, matter, planned)
    if "outcome" not in told:
        return
    result = Result(
        Outcome(told["outcome"]),
        told["wording"],
        case_number=told["case_number"],
        votes_for=told.get("votes_for"),
        votes_against=told.get("votes_against"),
        motions=told.get("motions", ()),
        statements=told.get("statements", ()),
    )
    then(demo, by, day, record_outcome, treatment, result)


def _followed_up(demo: Demo, matter: Matter, told: Told, by: str, day: date) -> None:
    to_do = {"text": told["text"], "responsible": told["responsible"], "due": demo.day(told["due"])}
    row = then(demo, by, day, add_follow_up, matter, to_do)
    if "done" in told:
        then(demo, by, demo.day(told["done"]), finish_follow_up, row, to_do)
