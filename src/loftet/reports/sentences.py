"""The sentences of reports: how far one has come, and how many there are."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.forms import DAY
from loftet.decisions.queries.bodies import MeetingRow
from loftet.decisions.queries.standing import day_in_words, name_in_sentence
from loftet.places.models import Place
from loftet.reports.models import PlaceReport, State


def standing(report: PlaceReport) -> str:
    """Return in a sentence how far a report has come."""
    if report.state == State.ADOPTED and report.decision is not None and report.decision.day is not None:
        told = {"day": date_format(report.decision.day, DAY)}
        if not report.stays_adopted:
            return _("Approved. The decision of %(day)s has been corrected since.") % told
        return _("Adopted on %(day)s.") % told
    if report.approved is not None:
        return _("Approved on %(day)s.") % {"day": date_format(report.approved, DAY)}
    if report.fault:
        return _("It could not be made.")
    if report.made is None:
        return _("It is being made.")
    return _("Made, and waits to be approved by %(place)s.") % {"place": report.place.name}


def papers_due(meetings: Sequence[MeetingRow]) -> str:
    """Return by when a council must have its papers: the next day that can be met, and one just missed."""
    missed = next((one for one in meetings[:1] if not one.can_be_met), None)
    due = next((one for one in meetings if one.can_be_met), None)
    said = []
    if missed is not None:
        said.append(_("Papers for %(body)s on %(day)s were due on %(deadline)s.") % _named(missed))
    if due is not None:
        said.append(_("Papers for %(body)s on %(day)s are due by %(deadline)s.") % _named(due))
    return " ".join(said)


def _named(row: MeetingRow) -> dict[str, str]:
    days = {"day": row.meeting.day, "deadline": row.deadline}
    body = name_in_sentence(row.meeting.body.name)
    return {"body": body} | {name: day_in_words(day) for name, day in days.items()}


def sum_of(place: Place, reports: Sequence[PlaceReport]) -> str:
    """Return how many reports of a place there are, and how many of them everybody can read."""
    if not reports:
        said = _("No report is made yet. Here stand those that %(place)s has approved.")
        return said % {"place": place.name}
    public = sum(one.is_public for one in reports)
    told = {"number": len(reports), "public": public}
    if public == len(reports):
        return (
            ngettext("One report can be downloaded.", "%(number)d reports can be downloaded.", len(reports))
            % told
        )
    if not public:
        said = ngettext(
            "One report is made, and not approved yet.",
            "%(number)d reports are made, and none is approved yet.",
            len(reports),
        )
        return said % told
    return (
        ngettext(
            "One report is made, and everybody can read %(public)d.",
            "%(number)d reports are made, and everybody can read %(public)d.",
            len(reports),
        )
        % told
    )


def sum_of_members(members: Sequence[Place], found: Mapping[int, Sequence[PlaceReport]]) -> str:
    """Return how many municipalities have got a report, and how many have approved one."""
    made = sum(any(one.made for one in found[place.pk]) for place in members)
    public = sum(any(one.is_public for one in found[place.pk]) for place in members)
    told = {"number": len(members), "made": made, "public": public}
    said = _("%(made)d of %(number)d municipalities have a report, and %(public)d have approved theirs.")
    return said % told
