"""The timetable on paper, for a day without a network: by team, by table, for the door; and as one PDF."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from loftet.core.mail import whole
from loftet.documents.blocks import Block, Cell, Document, Paragraph, Section, Table
from loftet.documents.parts import document_for, paragraphs_of
from loftet.meetings.models import Attendee, Team, Way
from loftet.one_to_one.models import OneToOne
from loftet.timetables.queries import Shown

WIDTHS = (1.0, 4.0, 1.5)


@dataclass(frozen=True, slots=True)
class TeamSheet:
    """The page of a team: its people, and its meetings with whom each is."""

    team: Team
    people: Sequence[str]
    meetings: Sequence[tuple[Shown, str]]

    @property
    def names(self) -> str:
        """Return the people in one line."""
        return ", ".join(self.people)


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is printed; the door and the tables are for the organiser alone."""

    frame: OneToOne
    teams: Sequence[TeamSheet]
    door: Sequence[Shown] = ()
    tables: Sequence[tuple[int, Sequence[Shown]]] = ()


def paper_of(frame: OneToOne, meetings: Sequence[Shown], teams: Mapping[int, Team], *, every: bool) -> Paper:
    """Return the pages of some teams, and with `every` those of the door and the tables; one query."""
    rows = Attendee.objects.filter(team__in=teams).exclude(way=Way.AWAY).order_by("team", "pk")
    names: dict[int, list[str]] = {key: [] for key in teams}
    for one in rows:
        if one.name:
            names[one.team_id].append(one.name)
    sheets = [
        TeamSheet(
            team,
            names[team.pk],
            [(one, one.other(team)) for one in meetings if team in one.teams],
        )
        for team in sorted(teams.values(), key=lambda one: (one.name, one.pk))
    ]
    if not every:
        return Paper(frame, sheets)
    tables = sorted({one.table for one in meetings})
    by_table = [(table, [one for one in meetings if one.table == table]) for table in tables]
    return Paper(frame, sheets, meetings, by_table)


def paper_report(paper: Paper, today: date, *, is_draft: bool) -> Document:
    """Build all of it as one document, a page for the door, for who comes, and for each team and table."""
    frame, event = paper.frame, paper.frame.event
    sections = [
        *([Section(_("At the door"), (_meetings(paper.door, _pair),))] if paper.door else ()),
        *([Section(_("Who comes"), (_people(paper),))] if paper.door else ()),
        *(_team_section(frame, one) for one in paper.teams),
        *(
            Section(
                _("Table %(table)s") % {"table": table}, (*paragraphs_of(frame.guide), _meetings(rows, _pair))
            )
            for table, rows in paper.tables
        ),
    ]
    link = whole(frame.get_absolute_url())
    words = {"day": date_format(frame.day, "l j. F Y"), "begins": time_format(frame.begins, "H.i")}
    when = _("%(day)s, from %(begins)s") % words
    return document_for(
        event.organisation.name,
        event.title,
        (replace(one, sheet=number > 0) for number, one in enumerate(sections)),
        today,
        lead=", ".join(one for one in (when[:1].upper() + when[1:], event.where) if one),
        link=link,
        footer=f"{event.title}, {date_format(frame.day, 'j. F Y')}",
        warning=_("A draft: the teams have not been told of it.") if is_draft else "",
    )


def _team_section(frame: OneToOne, sheet: TeamSheet) -> Section:
    people = (Paragraph(sheet.names),) if sheet.people else ()
    rows = _meetings([one for one, _other in sheet.meetings], lambda one: one.other(sheet.team))
    return Section(sheet.team.name, (*people, *paragraphs_of(frame.guide), rows))


def _pair(one: Shown) -> str:
    return f"{one.firm.name} – {one.buyer.name}"


def _meetings(meetings: Sequence[Shown], who: Callable[[Shown], str]) -> Block:
    if not meetings:
        return Paragraph(_("No meeting."))
    where = _("Table %(table)s")
    rows = [(time_format(one.begins, "H.i"), who(one), where % {"table": one.table}) for one in meetings]
    return _table((_("Time"), _("Meeting"), _("Where")), rows)


def _people(paper: Paper) -> Table:
    """Return everybody who meets somebody, with a place for a tick."""
    rows = [(name, one.team.name, "") for one in paper.teams for name in one.people or ("–",)]
    return _table((_("Name"), _("Organisation"), _("Has come")), rows, (3.0, 3.0, 1.0))


def _table(
    header: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...] = WIDTHS
) -> Table:
    return Table("", header, tuple(tuple(Cell(one) for one in row) for row in rows), widths)
