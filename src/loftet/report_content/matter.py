"""A matter as a document: the four parts of its case paper, and what was decided."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.decisions.models import DECIDES, Matter, Treatment
from loftet.decisions.models.matters import points
from loftet.decisions.queries.matters import sections_of
from loftet.documents.blocks import Block, Document, Numbered, Paragraph, Section
from loftet.documents.parts import document_for

DAY = "j. F Y"


def paper_of(matter: Matter, address: str) -> Document:
    """Return the case paper of a matter, in the language that is active."""
    sections = tuple(
        Section(str(one.heading), tuple(_blocks(one.paragraphs, numbered=one.numbered)))
        for one in sections_of(matter)
    )
    return _document(matter, address, matter.title, sections)


def decision_report(matter: Matter, address: str) -> Document | None:
    """Return what was decided in a matter, the newest first; None where nothing was."""
    rows = matter.treatments.filter(outcome__in=DECIDES).select_related("body").order_by("-day", "-pk")
    title = _("Decision: %(title)s") % {"title": matter.title}
    sections = tuple(_decision(one) for one in rows)
    return _document(matter, address, title, sections) if sections else None


def _blocks(paragraphs: Sequence[str], *, numbered: bool) -> Iterator[Block]:
    if numbered:
        yield Numbered(tuple(paragraphs))
    else:
        yield from (Paragraph(one) for one in paragraphs)


def _decision(one: Treatment) -> Section:
    assert one.day is not None
    who = one.body.name if one.body else one.decided_by
    words = {"who": who, "day": date_format(one.day, DAY)}
    number = one.case_number or one.matter.case_number
    facts = [f"{one.get_outcome_display()}."]
    if number:
        facts.append(_("Case number: %(number)s.") % {"number": number})
    if one.unanimous:
        facts.append(_("Unanimous") + ".")
    if one.votes_for is not None:
        votes = {"for": one.votes_for, "against": one.votes_against}
        facts.append(_("Votes: %(for)s for, %(against)s against.") % votes)
    if one.document:
        facts.append(_("By delegation: %(document)s.") % {"document": one.document})
    said = " ".join(fact[:1].upper() + fact[1:] for fact in facts)
    wording = points(one.wording)
    body: Block = Numbered(wording) if len(wording) > 1 else Paragraph(one.wording)
    return Section(_("%(who)s, %(day)s") % words, (Paragraph(said), body))


def _document(matter: Matter, address: str, title: str, sections: tuple[Section, ...]) -> Document:
    number, owner = matter.case_number, matter.organisation.name
    return document_for(
        owner,
        title,
        sections,
        timezone.localdate(matter.published or matter.created),
        lead=_("%(owner)s, case %(number)s") % {"owner": owner, "number": number} if number else owner,
        link=address,
    )
