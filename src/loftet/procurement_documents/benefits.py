"""The benefit plan: what the contract promises, what the projects behind it plan, and who answers."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.contracts.models import Contract
from loftet.contracts.queries import contract_of
from loftet.documents.blocks import Block, Paragraph, Section
from loftet.documents.parts import (
    Sections,
    address_of,
    amount_text,
    day,
    table_of,
    text_section,
    to_fill_in,
)
from loftet.people.actor import Actor
from loftet.procurement.models import Procurement
from loftet.procurement.threads import projects_beside
from loftet.projects.models import Project
from loftet.projects.pages.files import benefit_report

MOST_PROJECTS = 3


def benefit_plan(procurement: Procurement, actor: Actor) -> Sections:
    """Return the benefit plan of a procurement as somebody may read it."""
    gains = promise_rows(contract_of(procurement))
    if procurement.climate_effect:
        gains.append((procurement.climate_effect, "–", "–", "–"))
    header = (
        pgettext("benefit plan", "Gain"),
        pgettext("amount", "How much"),
        _("Seen by"),
        _("Does it hold?"),
    )
    projects = projects_beside([procurement], actor).select_related("lead")
    table: Block = table_of(header, gains) if gains else to_fill_in()
    return (
        text_section(_("The effect that is wanted"), procurement.effect),
        Section(_("What is gained"), (table,)),
        *(section for one in projects[:MOST_PROJECTS] for section in _of_project(one, actor)),
        Section(
            _("Before it begins"),
            (to_fill_in(_("Today's value of each gain, with day and source.")),),
        ),
        Section(_("Who is responsible"), (to_fill_in(_("One person for each gain, who also measures it.")),)),
        Section(_("Gains that have no price"), (to_fill_in(),)),
    )


def promise_rows(contract: Contract | None) -> list[tuple[str, ...]]:
    """Return each promise of a contract: how much, by which day, and whether it holds."""
    return [
        (one.promise, amount_text(one.amount, one.unit), day(one.due), one.get_verdict_display() or "–")
        for one in (contract.promises.all() if contract else ())
    ]


def _of_project(project: Project, actor: Actor) -> Sections:
    report = benefit_report(project, actor, address_of(project))
    words = _("Benefit plan of the project: %(title)s") % {"title": project.title}
    head = Section(words, (Paragraph(report.lead, report.link),))
    return (head, *(Section(one.heading, one.blocks, 2) for one in report.sections[1:]))
