"""The bodies, the meetings and the matters of Demodalen, made up: read from `catalogue/demo_programme`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, TypedDict

from django.utils import translation

from loftet.common.demo import Cells, Demo
from loftet.decisions.actions.bodies import BodyCard, add_body, plan_meetings
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.follow_ups import ToDo, add_follow_up, revise_follow_up
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import Draft, publish_matter, revise_matter, take_up, write_matter
from loftet.decisions.actions.treatments import (
    Moved,
    Planned,
    Result,
    Said,
    plan_treatment,
    record_outcome,
)
from loftet.decisions.meeting_plan import PlannedDay
from loftet.decisions.models import (
    Body,
    BodyKind,
    CountedIn,
    Journalled,
    Matter,
    Meeting,
    Outcome,
    TreatmentKind,
)
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Organisation, OrganisationKind, User

BODIES = ("organisation", "name", "kind", "paper_days", "counted_in", "by")
MEETINGS = ("organisation", "body", "day", "begins", "place")
LONG_BEFORE = "-40 mon"
PARTS = ("title", "facts", "assessment", "economy", "proposal")
Told = Mapping[str, Any]


class Done(TypedDict):
    """Who does something, and when."""

    by: User
    now: datetime
    today: date


def tell_of_decisions(demo: Demo) -> None:
    """Tell of bodies and meetings, of what the region talked over, and of what came of it.

    Raises:
        Refused: with the place of what cannot be told.
    """
    demo.each("bodies.csv", BODIES, lambda row: _body(demo, row))
    demo.each("meetings.csv", MEETINGS, lambda row: _meeting(demo, row))
    story = demo.record("matters.toml")
    region = _own(demo, story["region"])
    _led_out(demo, region, story["led_out"])
    for slug, told in story["joining"].items():
        _joining(demo, slug, told)
    for told in story["own"]:
        _own(demo, told)


def done(demo: Demo, email: str, day: date) -> Done:
    """Give who does something on a day."""
    return {"by": User.objects.get(email=email), "now": demo.at(day), "today": day}


def _body(demo: Demo, row: Cells) -> None:
    card = BodyCard(BodyKind(row["kind"]), row["name"], int(row["paper_days"]), CountedIn(row["counted_in"]))
    organisation = Organisation.objects.get(slug=row["organisation"])
    add_body(organisation, card, **done(demo, row["by"], demo.day(LONG_BEFORE)))


def _meeting(demo: Demo, row: Cells) -> None:
    """Plan a meeting, by whoever added the body."""
    body = Body.objects.get(organisation__slug=row["organisation"], name=row["body"])
    keeper = body.organisation.roles.filter(kind__in=("administrator", "planner", "top_management")).first()
    assert keeper is not None
    day = PlannedDay(1, demo.day(row["day"]), time.fromisoformat(row["begins"]))
    plan_meetings(body, [day], row["place"], **done(demo, keeper.user.email, demo.day(LONG_BEFORE)))


def _own(demo: Demo, told: Told) -> Matter:
    """Write a matter of an organisation's own, publish it and treat it."""
    organisation = Organisation.objects.get(slug=told["organisation"])
    draft = Draft(
        **{part: told[part] for part in PARTS},
        language=told["language"],
        case_number=told["case_number"],
        restricted=told.get("restricted", ""),
        legal_basis=told.get("legal_basis", ""),
    )
    matter = write_matter(organisation, draft, **done(demo, told["by"], demo.day(told["written"])))
    return _brought_on(demo, matter, told)


def _led_out(demo: Demo, region: Matter, told: Told) -> None:
    """Lead the region's matter to one in each municipality, in the form that it writes."""
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__made_up=True)
    by_form: dict[str, list[Organisation]] = {"nn": [], "nb": []}
    for one in rows.select_related("place").order_by("slug"):
        by_form["nn" if one.place and one.place.language == "nn" else "nb"].append(one)
    journal = Journal(Journalled.YES, told["journal"])
    when = done(demo, region.created_by.email, demo.day(told["day"]))
    for form, organisations in by_form.items():
        draft = Draft(**{part: told[form][part] for part in PARTS}, language=form)
        with translation.override(region.language):
            lead_out(region, draft, organisations, journal, **when)


def _joining(demo: Demo, slug: str, told: Told) -> None:
    """Let a municipality take up what was prepared for it, and go on with it."""
    matter = Matter.objects.get(organisation__slug=slug, derived_from__isnull=False)
    taken = take_up(matter, matter.version, **done(demo, told["by"], demo.day(told["taken_up"])))
    _brought_on(demo, taken, told)


def _brought_on(demo: Demo, matter: Matter, told: Told) -> Matter:
    """Publish a matter, treat it, write it anew, say what follows, and who stands too near to it."""
    journal = Journal(Journalled.YES, told["journal"])
    when = done(demo, told["by"], demo.day(told["published"]))
    leader = done(demo, told.get("published_by", told["by"]), when["today"])
    with translation.override(matter.language):
        matter = publish_matter(matter, matter.version, journal, **leader)
    if "disqualified" in told:
        near = User.objects.get(email=told["disqualified"])
        declare_disqualified(near, matter, reason="", scope=matter.organisation.slug, now=when["now"])
    for treated in told.get("treatments", ()):
        _treated(demo, matter, treated, when)
    if "revised" in told:
        draft = replace(_draft_of(matter), economy=told["economy"])
        when = done(demo, told["by"], demo.day(told["revised"]))
        matter = revise_matter(matter, matter.version, draft, **when)
    for follow in told.get("follow_ups", ()):
        _followed_up(demo, matter, follow, when)
    return matter


def _draft_of(matter: Matter) -> Draft:
    return Draft(
        **{part: getattr(matter, part) for part in PARTS},
        language=matter.language,
        case_number=matter.case_number,
    )


def _treated(demo: Demo, matter: Matter, told: Told, when: Done) -> None:
    """Plan a treatment when the matter was published, and record what came of it on its day."""
    body = Body.objects.get(organisation=matter.organisation, name=told["body"])
    day = demo.day(told["day"])
    planned = Planned(TreatmentKind(told["kind"]), body, Meeting.objects.get(body=body, day=day))
    treatment = plan_treatment(matter, planned, **when)
    if "outcome" not in told:
        return
    result = Result(
        Outcome(told["outcome"]),
        told["wording"],
        case_number=told["case_number"],
        votes_for=told.get("votes_for"),
        votes_against=told.get("votes_against"),
        motions=tuple(_rows(Moved, told.get("motions", ()))),
        statements=tuple(_rows(Said, told.get("statements", ()))),
    )
    then = done(demo, when["by"].email, day)
    record_outcome(treatment, treatment.version, result, **then)


def _rows(made: type[Any], told: Iterable[Told]) -> Iterable[Any]:
    return (made(**one) for one in told)


def _followed_up(demo: Demo, matter: Matter, told: Told, when: Done) -> None:
    to_do = ToDo(told["text"], told["responsible"], demo.day(told["due"]))
    row = add_follow_up(matter, to_do, **when)
    if "done" in told:
        then = done(demo, when["by"].email, demo.day(told["done"]))
        revise_follow_up(row, row.version, to_do, is_done=True, **then)
