"""The case paper of a council: the four sections that case systems know, and numbered proposals."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from loftet.core.words import join_words
from loftet.documents.blocks import Numbered, Paragraph, Section
from loftet.report_content.parts import (
    bullets,
    fill_in,
    gaps_section,
    present,
    sides_of,
    sources_section,
)
from loftet.report_content.told import Point, Told
from loftet.status.downloads.said import general_caveats

MOST_PRIORITIES = 3  # as many as the answer names: what is all given priority is none of it


def case_paper(told: Told) -> tuple[Section, ...]:
    """Return the sections of a case paper."""
    return (
        facts_of_the_case(told),
        gaps_section(told, level=2),
        sources_section(told, told.named, level=2),
        assessment(told),
        consequences(),
        proposal(told),
    )


def title(told: Told) -> str:
    """Return the title of the case."""
    return _("Sustainability in %(place)s: status and what comes next") % {"place": told.name}


def facts_of_the_case(told: Told) -> Section:
    """Return what is known: the programme, how the place stands, and what is shared."""
    programme = _(
        "Bærekraftsløftet is a partnership between KS, NHO and LO. Municipalities learn how they stand on "
        "the sustainable development goals, find challenges that they share, and work with business on "
        "solutions."
    )
    basis = _(
        "The figures of this paper are those of edition %(edition)s; each address shows the same for ever."
    )
    shared = () if told.is_region else (*told.together, *(one.line for one in told.shared))
    return Section(
        _("Facts of the case"),
        present(
            Paragraph(programme),
            Paragraph(basis % {"edition": told.edition.id}, told.link),
            Paragraph(told.lead),
            told.by_word or told.picture,
            told.shown,
            Paragraph(shared[0]) if shared else None,
            bullets(shared[1:]),
        ),
    )


def assessment(told: Told) -> Section:
    """Return the assessment: what is strong, what must be lifted and how, and how sure it is."""
    strong, weak = sides_of(told)
    lift = told.clearly_shared if told.is_region else told.lift
    lifts = [" ".join((one.line, *one.deeds)) for one in lift]
    counted = quoted([one for one in told.lift if one not in lift])
    chance = _("Most of the municipalities also stand weak on %(names)s. That may be chance.")
    return Section(
        _("Assessment"),
        present(
            Paragraph(f"{strong}:") if told.strong else None,
            bullets(one.line for one in told.strong),
            Paragraph(f"{weak}:") if lifts else None,
            bullets(lifts),
            Paragraph(chance % {"names": counted}) if counted else None,
            Paragraph(" ".join(general_caveats(told.edition))),
            fill_in(_("earlier decisions, the goals of own plans, and alternatives that were considered.")),
        ),
    )


def consequences() -> Section:
    """Return what the proposal costs: nothing beyond time, until measures are proposed."""
    free = _(
        "The proposal costs working time alone. Measures that cost money are put forward in cases of their "
        "own, or in the budget and the financial plan."
    )
    return Section(_("Economic consequences"), (Paragraph(free), fill_in(_("hours, and who does the work."))))


def proposal(told: Told) -> Section:
    """Return the proposal: numbered, so that each point can be voted on by itself."""
    heading = (
        _("The general manager's proposal for a decision")
        if told.is_region
        else _("The chief executive's proposal for a decision")
    )
    points = region_points(told) if told.is_region else municipality_points(told)
    return Section(heading, (Numbered(tuple(filter(None, points))),))


def municipality_points(told: Told) -> tuple[str, ...]:
    """Return what a municipal council is asked to decide."""
    said = {"place": told.name, "edition": told.edition.id, "area": told.area}
    count = len(told.chosen.rows) if told.chosen else 0
    chosen = _(
        "The municipal council adopts the %(count)d indicators in the table as the municipality's own."
    )
    choose = _(
        "The chief executive presents 10 to 25 indicators for %(place)s, each with a reason, before the next "
        "budget."
    )
    lift = _(
        "The municipality gives priority to %(names)s in the planning strategy, the financial plan and the "
        "budget."
    )
    together = _("%(place)s invites the others in %(area)s to work together on %(names)s.")
    return (
        _(
            "The municipal council takes note of the status of %(place)s on the sustainable development "
            "goals (edition %(edition)s)."
        )
        % said,
        chosen % {"count": count} if count else choose % said,
        lift % {"names": quoted(told.lift[:MOST_PRIORITIES])} if told.lift else "",
        together % (said | {"names": quoted(told.shared)}) if told.shared else "",
        _("The chief executive presents new figures with the annual report."),
    )


def region_points(told: Told) -> tuple[str, ...]:
    """Return what a regional council is asked to decide; each municipality decides for itself."""
    said = {"place": told.name, "edition": told.edition.id, "names": quoted(told.clearly_shared)}
    work = _("The regional council asks the municipalities to work together on %(names)s.")
    return (
        _(
            "The regional council takes note of what the municipalities in %(place)s share "
            "(edition %(edition)s)."
        )
        % said,
        work % said if told.lift else "",
        _("Each municipality treats its own status, and decides for itself what it takes part in."),
        _("The general manager presents new figures when the next edition is out."),
    )


def quoted(points: Sequence[Point]) -> str:
    """Return the names of figures as a list is spoken."""
    return join_words([f"«{one.name}»" for one in points])
