"""The sections that several kinds of report share."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from loftet.documents.blocks import Block, Bullets, Note, Paragraph, Section
from loftet.editions.rows import Indicator
from loftet.report_content.links import permanent
from loftet.report_content.told import Point, Told
from loftet.status.citation import Cited, text_citation
from loftet.status.composition import earlier_rule, word_rule
from loftet.status.downloads.said import general_caveats
from loftet.status.queries.sources import find_sources


def present(*blocks: Block | None) -> tuple[Block, ...]:
    """Return the blocks that there are; a list of nothing is none."""
    return tuple(
        one for one in blocks if one is not None and not (isinstance(one, Bullets) and not one.items)
    )


def bullets(lines: Iterable[str]) -> Bullets:
    """Return a list of the lines that say something."""
    return Bullets(tuple(filter(None, lines)))


def facts(told: Told) -> Paragraph | None:
    """Return the facts of a place in a line."""
    return Paragraph(" · ".join(told.facts)) if told.facts else None


def standing(told: Told) -> tuple[Block, ...]:
    """Return how a place stands: its facts, and its picture."""
    return present(facts(told), told.picture)


def sides_of(told: Told) -> tuple[str, str]:
    """Return the headings of what is strong and of what must be lifted."""
    if told.is_region:
        return _("Shared strengths"), _("Shared challenges")
    return _("Strengths"), _("Needs improvement")


def strong_sections(told: Told) -> tuple[Section, ...]:
    """Return what is strong, each figure with its picture."""
    return _sections(sides_of(told)[0], told.strong, _("No figure stands out clearly as strong."))


def lift_sections(told: Told) -> tuple[Section, ...]:
    """Return what must be lifted, each figure with its picture and what can be done."""
    return _sections(sides_of(told)[1], told.lift, _("No figure stands out clearly as weak."))


def _sections(heading: str, found: Sequence[Point], otherwise: str) -> tuple[Section, ...]:
    """Return figures that stand out: for each a heading, a sentence, a strip and what can be done."""
    lead = _("Grey dots are all municipalities. Right is better. The field is the middle half.")
    explains = not found or any(one.figure for one in found)
    blocks = (Paragraph(lead if found else otherwise),) if explains else ()
    each = (
        Section(one.name, present(Paragraph(one.sentence), one.figure, Bullets(one.deeds)), level=2)
        for one in found
    )
    return (Section(heading, blocks), *each)


def stands_out(told: Told) -> tuple[Block, ...]:
    """Return what is strong and what must be lifted, a line for each."""
    strong, weak = sides_of(told)
    lift = told.clearly_shared if told.is_region else told.lift
    return present(
        Paragraph(f"{strong}:") if told.strong else None,
        bullets(one.line for one in told.strong),
        Paragraph(f"{weak}:") if lift else None,
        bullets(one.line for one in lift),
    )


def together_section(told: Told) -> Section | None:
    """Return what a municipality shares with its neighbours; none where it has none."""
    if told.is_region or not told.together:
        return None
    heading = _("Shared with others in %(area)s") % {"area": told.area}
    lines = bullets(one.line for one in told.shared)
    return Section(heading, present(*(Paragraph(one) for one in told.together), lines))


def gaps_section(told: Told, level: int = 1) -> Section:
    """Return what is not known, by reason: missing, hidden, cannot be computed and does not apply differ."""
    if told.gaps:
        lead = _(
            "These figures are not there. A gap is not a zero, and it says nothing about how the "
            "municipality does."
        )
    else:
        lead = _("Every indicator of this edition has a figure here.")
    counted = Paragraph(told.counted) if told.counted else None
    blocks = present(counted, Paragraph(lead), Bullets(told.gaps), left_out(told))
    return Section(_("What we do not know"), blocks, level)


def left_out(told: Told) -> Note | None:
    """Return a remark on what is chosen and the edition does not have."""
    said = _("Chosen, but not in this edition, and so left out: %(names)s")
    return Note(said % {"names": ", ".join(told.left_out)}) if told.left_out else None


def method_section(told: Told, level: int = 1) -> Section:
    """Return how the words are found, with care for what they cannot bear."""
    rule = earlier_rule(told.edition) or word_rule()
    way = Paragraph(_("The whole method:"), permanent(told.edition, "method"))
    return Section(_("How we compute"), (Paragraph(rule), bullets(general_caveats(told.edition)), way), level)


def sources_section(told: Told, indicators: Sequence[Indicator], level: int = 1, cited: str = "") -> Section:
    """Return the tables that figures come from; made-up figures do not come from real sources.

    With the title by which the report is `cited`, how to do that comes last.
    """
    citation = text_citation(Cited(cited, told.edition, told.link)) if cited else ""
    lead = (
        _("The figures are made up. The real ones are published by:")
        if told.edition.demo
        else _("The figures come from:")
    )
    return Section(
        _("Where the figures come from"),
        present(
            Paragraph(lead),
            Bullets(source_lines(indicators)),
            Paragraph(_("Every figure:"), told.link),
            Paragraph(_("Cite the report so: %(citation)s") % {"citation": citation}) if citation else None,
        ),
        level,
    )


def source_lines(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the publishers, each with its terms and its tables."""
    lines, word = [], _("table")
    for publisher in find_sources(indicators).publishers:
        licences = f" ({', '.join(publisher.licences)})" if publisher.licences else ""
        tables = ", ".join(f"«{one.table}»" for one in publisher.named)
        lines.append(f"{publisher.name}{licences}" + (f": {word} {tables}" if tables else ""))
    return tuple(lines)


def fill_in(text: str) -> Note:
    """Return a remark on what the municipality writes itself."""
    return Note(_("To be filled in: %(what)s") % {"what": text}, open=True)
