"""The knowledge base of a municipality or a region: all figures, what stands out, and what is not known."""

from dataclasses import replace

from django.utils.translation import gettext as _

from loftet.documents.blocks import Block, Note, Paragraph, Section
from loftet.report_content.parts import (
    gaps_section,
    lift_sections,
    method_section,
    present,
    sources_section,
    standing,
    strong_sections,
    together_section,
)
from loftet.report_content.told import GoalTold, Told


def knowledge_base(told: Told) -> tuple[Section, ...]:
    """Return the sections of a knowledge base; every figure is in it once."""
    chosen = told.chosen
    found = (
        Section("", standing(told)),
        Section(_("What we have chosen, and why"), (chosen,)) if chosen else None,
        *strong_sections(told),
        *lift_sections(told),
        together_section(told),
        None if told.is_region else Section(told.goals.caption, (replace(told.goals, caption=""),)),
        Section(_("Towards the targets"), (told.ahead,)) if told.ahead else None,
        gaps_section(told),
        method_section(told),
        sources_section(told, told.indicators, cited=title(told)),
        *every_figure(told),
    )
    return tuple(one for one in found if one is not None)


def title(told: Told) -> str:
    """Return the question that the knowledge base answers."""
    if told.is_region:
        return _("What do the municipalities in %(place)s have in common?") % {"place": told.name}
    return _("How does %(place)s stand?") % {"place": told.name}


def every_figure(told: Told) -> tuple[Section, ...]:
    """Return all figures, a section for each goal that has some."""
    goals = [one for one in told.by_goal if one.figures]
    if not goals:
        return ()
    lead = _("Each name leads to the page of its figure, as it is in edition %(edition)s.")
    return (
        Section(_("All figures"), (Paragraph(lead % {"edition": told.edition.id}),)),
        *(Section(one.title, goal_blocks(one), level=2) for one in goals),
    )


def goal_blocks(goal: GoalTold) -> tuple[Block, ...]:
    """Return a goal: a sentence, its figures, and where they come from."""
    sources = _("Sources: %(sources)s") % {"sources": goal.sources}
    return present(
        Paragraph(goal.sentence) if goal.sentence else None,
        goal.figures,
        Note(sources) if goal.sources else None,
    )
