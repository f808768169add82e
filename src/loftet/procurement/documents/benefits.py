"""The benefit plan: what the contract promises, what the projects behind it plan, and who answers."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.people.actor import Actor
from loftet.procurement.documents.parts import (
    Sections,
    address_of,
    amount_text,
    day,
    table_of,
    text_section,
    to_fill_in,
)
from loftet.procurement.models import Procurement
from loftet.projects.models import Project
from loftet.projects.pages.files import benefit_report
from loftet.reports.content.blocks import Block, Paragraph, Section

MOST_PROJECTS = 3


def benefit_plan(procurement: Procurement, actor: Actor) -> Sections:
    """Return the benefit plan of a procurement as somebody may read it."""
    gains = [
        (one.promise, amount_text(one.amount, one.unit), day(one.due), one.get_verdict_display() or "–")
        for one in _promises(procurement)
    ]
    if procurement.climate_effect:
        gains.append((procurement.climate_effect, "–", "–", "–"))
    header = (
        pgettext("benefit plan", "Gain"),
        pgettext("amount", "How much"),
        _("Seen by"),
        _("Does it hold?"),
    )
    table: Block = table_of(header, gains) if gains else to_fill_in()
    return (
        text_section(_("The effect that is wanted"), procurement.effect),
        Section(_("What is gained"), (table,)),
        *(section for one in projects_of(procurement, actor) for section in _of_project(one, actor)),
        Section(
            _("Before it begins"),
            (to_fill_in(_("Today's value of each gain, with day and source.")),),
        ),
        Section(_("Who is responsible"), (to_fill_in(_("One person for each gain, who also measures it.")),)),
        Section(_("Gains that have no price"), (to_fill_in(),)),
    )


def _promises(procurement: Procurement) -> list[Any]:
    contract = getattr(procurement, "contract", None)
    return list(contract.promises.all()) if contract else []


def projects_of(procurement: Procurement, actor: Actor) -> list[Project]:
    """Return the projects about the need, or about those of the pool, that somebody may read."""
    about = Q(pk__in=())
    if procurement.need_id is not None:
        about |= Q(needs=procurement.need_id)
    if procurement.pool_id is not None:
        about |= Q(needs__pools=procurement.pool_id)
    rows = Project.objects.visible_to(actor).filter(about).distinct().select_related("lead")
    return list(rows.order_by("pk")[:MOST_PROJECTS])


def _of_project(project: Project, actor: Actor) -> Sections:
    report = benefit_report(project, actor, address_of(project))
    words = _("Benefit plan of the project: %(title)s") % {"title": project.title}
    head = Section(words, (Paragraph(report.lead, report.link),))
    return (head, *(Section(one.heading, one.blocks, 2) for one in report.sections[1:]))
