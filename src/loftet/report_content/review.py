"""The skeleton of a Voluntary Local Review, after the guiding elements of UN DESA, filled in where it can be.

The order is that of «Global Guiding Elements for Voluntary Local Reviews (VLRs) of SDG implementation»,
UN DESA, 2020: opening statement, highlights, introduction, methodology and process, policy and enabling
environment, progress on goals and targets, means of implementation, conclusion and next steps, annexes.
"""

from django.utils.translation import gettext as _

from loftet.documents.blocks import Bullets, Note, Paragraph, Section
from loftet.report_content.knowledge import goal_blocks
from loftet.report_content.parts import (
    bullets,
    facts,
    fill_in,
    gaps_section,
    method_section,
    present,
    sources_section,
    stands_out,
)
from loftet.report_content.told import Told

GUIDE = "Global Guiding Elements for Voluntary Local Reviews (VLRs) of SDG implementation, UN DESA 2020"


def review(told: Told) -> tuple[Section, ...]:
    """Return the sections of the review."""
    return (
        *opening(told),
        *methodology(told),
        *environment(),
        *progress(told),
        *closing(told),
    )


def title(told: Told) -> str:
    """Return the title of the review."""
    return _("Voluntary Local Review: %(place)s and the sustainable development goals") % {"place": told.name}


def opening(told: Told) -> tuple[Section, ...]:
    """Return the opening statement, the highlights and the introduction."""
    guide = Note(_("The sections follow %(guide)s.") % {"guide": GUIDE})
    statement = (
        _("a statement by the leader of the council: why, and what is promised.")
        if told.is_region
        else _("a statement by the mayor: why, and what is promised.")
    )
    who = _("who the place is, its history, people and economy, and what the review is to be used for.")
    picture = None if told.is_region else told.picture  # the table of a region is that of the progress
    return (
        Section(
            _("Opening statement"),
            (fill_in(statement), guide),
        ),
        Section(_("Highlights"), (Paragraph(told.lead), *stands_out(told))),
        Section(_("Introduction"), present(facts(told), fill_in(who), picture)),
    )


def methodology(told: Told) -> tuple[Section, ...]:
    """Return how the review was made: figures, method, and who took part."""
    took_part = _("who took part: inhabitants, youth, business, associations, and how they were heard.")
    return (
        Section(
            _("Methodology and process"),
            (fill_in(took_part),),
        ),
        method_section(told, level=2),
        gaps_section(told, level=2),
    )


def environment() -> tuple[Section, ...]:
    """Return the policy and the enabling environment: what only the municipality knows."""
    asked = (
        (_("Engagement with the national government"), _("work with the state and the county on the goals.")),
        (
            _("Ownership of the goals and of the review"),
            _("who knows the goals and works by them, and how inhabitants have shaped the review."),
        ),
        (
            _("The goals in local plans"),
            _("the plans, budgets and reports in which the goals are used, and how they are weighed."),
        ),
        (_("Leaving no one behind"), _("who is left behind, how it is known, and what is done.")),
        (
            _("Institutional mechanisms"),
            _("who decides, who leads, and how offices and levels work together."),
        ),
        (_("Structural issues"), _("what hinders: money, law, distance, people with the right skills.")),
    )
    return (
        Section(
            _("Policy and enabling environment"),
            present(Paragraph(_("This is what the municipality tells itself."))),
        ),
        *(Section(heading, (fill_in(what),), level=2) for heading, what in asked),
    )


def progress(told: Told) -> tuple[Section, ...]:
    """Return the goals, each with its figures and room for what has been done."""
    done = _("what has been done, what helped, and what did not.")
    return (
        Section(_("Progress on goals and targets"), present(told.chosen, told.goals, told.ahead)),
        *(Section(one.title, (*goal_blocks(one), fill_in(done)), level=2) for one in told.by_goal),
    )


def closing(told: Told) -> tuple[Section, ...]:
    """Return the means of implementation, the conclusion and the annex."""
    means = _("money, people, partners, data and procurement that carry the work.")
    deeds = bullets(f"{one.name}: {' '.join(one.deeds)}" for one in told.lift if one.deeds)
    return (
        Section(
            _("Means of implementation"),
            present(*(Paragraph(one) for one in told.together), deeds, fill_in(means)),
        ),
        Section(
            _("Conclusion and next steps"),
            (Bullets(told.questions), fill_in(_("what is promised, by when, and who follows it up."))),
        ),
        Section(_("Annexes"), ()),
        sources_section(told, told.indicators, level=2, cited=title(told)),
    )
