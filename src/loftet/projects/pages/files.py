"""Files of a project: its plan as a table, and its benefit plan as Word for the council."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.charts.numbers import number_text
from loftet.core.export import csv_file_response
from loftet.core.registry import call_all
from loftet.documents.blocks import Document, Note, Paragraph, Section, Table
from loftet.documents.files import document_response
from loftet.documents.parts import day, document_for, table_of
from loftet.effects.cards import cards_of
from loftet.people.actor import Actor
from loftet.projects.hooks import PLAN_ROWS
from loftet.projects.models import Benefit, BenefitKind, MoneyKind, Project
from loftet.projects.pages.project import OfProject
from loftet.projects.queries import benefits_read_by
from loftet.projects.rules import may_see, sees_money
from loftet.ui.numbers import number_style

HEADER = ("part", "what", "who", "amount", "unit", "so_far", "day", "year", "state")


class PlanFile(OfProject):
    """The rows of a plan as one table: partners, milestones, money, effects, benefits, status, adopters."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the table; what each partner gives, and prices, are for those who take part."""
        project = self.subject
        return csv_file_response(f"prosjekt-{project.pk}", HEADER, plan_rows(project, self.actor))


def plan_rows(project: Project, actor: Actor) -> Iterable[tuple[object, ...]]:
    """Yield the rows of a plan that somebody may see; the columns are those of the header."""
    for partner in project.partners.select_related("organisation"):
        yield "partner", partner.part, partner, partner.share, "%", None, None, None, partner.kind
    for step in project.milestones.all():
        yield "milestone", step.title, "", None, "", None, step.due, None, step.done_on or ""
    if sees_money(actor, project):
        for money in project.money.select_related("partner__organisation"):
            unit = "hours" if money.kind == MoneyKind.HOURS else "kr"
            yield "money", money.kind, money.partner, money.planned, unit, money.used, None, money.year, ""
    for point in project.own_points.select_related("effect"):
        yield "own figure", point.effect.own_figure, "", point.value, "", None, point.day, None, point.note
    for card in cards_of(project.effects.prefetch_related("results"), with_charts=False):
        effect = card.effect
        year, sure = effect.by_year, effect.certainty
        yield "effect", card.expected, effect.answers, effect.change, "", None, effect.measured_on, year, sure
        for answer in (card.newest, *card.earlier) if card.newest else ():
            read = answer.result
            read_on, source = read.computed and localdate(read.computed), f"edition {read.edition}"
            yield "answer", answer.sentence, source, read.estimate, "", None, read_on, None, read.answer
    for one in benefits_read_by(project, actor):
        yield "benefit", one.what, one.bears, one.amount, one.unit, one.realised, one.due, None, one.kind
    for asked in project.applications.all():
        row = (asked.scheme, asked.applicant, asked.amount, "kr", asked.granted, asked.report_due)
        yield "application", *row, None, asked.state
    for report in project.reports.all():
        said = f"{report.why} {report.needed}".strip()
        yield "status", said, "", None, "", None, localdate(report.when), None, report.signal
    yield from chain.from_iterable(call_all(PLAN_ROWS, project, actor))


class BenefitPlan(OfProject):
    """The benefit plan as a Word document."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the document, in the language of the page."""
        address = request.build_absolute_uri(self.subject.get_absolute_url())
        report = benefit_report(self.subject, self.actor, address)
        return document_response(report, f"gevinstplan-{self.subject.pk}")


def benefit_report(project: Project, actor: Actor, address: str) -> Document:
    """Build the benefit plan of a project: what it costs and gives back, and the expected effect."""
    benefits = benefits_read_by(project, actor)
    sections = [Section(_("The project"), (Paragraph(project.text or project.title),))]
    for kind, heading in (
        (BenefitKind.COST, _("What it costs")),
        (BenefitKind.SAVING, _("What it saves")),
        (BenefitKind.OTHER, _("What becomes better")),
    ):
        rows = [one for one in benefits if one.kind == kind]
        body = _table(rows) if rows else Paragraph(_("Nothing is written."))
        sections.append(Section(heading, (body,)))
    if prices := [one for one in benefits if one.kind == BenefitKind.PRICE]:
        sections.append(Section(_("What the joint purchase promised, and what is paid"), (_table(prices),)))
    cards = cards_of(project.effects.prefetch_related("results"))
    said = [
        block
        for one in cards
        for block in (
            Paragraph(one.expected),
            *([Note(f"{one.newest.sentence} {one.left_out}".rstrip())] if one.newest else ()),
        )
    ]
    said = said or [Paragraph(_("No effect on a figure is expected."))]
    sections.append(Section(_("What the figures are to show"), tuple(said)))
    title = _("Benefit plan: %(title)s") % {"title": project.title}
    return document_for(project.lead.name, title, sections, localdate(), lead=_totals(benefits), link=address)


def _totals(benefits: Iterable[Benefit]) -> str:
    """Return what it costs and saves together, in kroner."""
    sums = dict.fromkeys((BenefitKind.COST, BenefitKind.SAVING), 0.0)
    for one in benefits:
        if one.kind in sums:
            sums[BenefitKind(one.kind)] += float(one.amount)
    style = number_style()
    words = {kind.value: number_text(value, 0, style) for kind, value in sums.items()}
    return _("Costs %(cost)s kr and saves %(saving)s kr, as planned.") % words


def _table(rows: Iterable[Benefit]) -> Table:
    header = (
        _("What"),
        pgettext("amount", "How much"),
        _("Who bears it or gains"),
        _("Who is responsible, and by when"),
    )
    style = number_style()

    def amount(value: Decimal, unit: str) -> str:
        decimals = 0 if float(value).is_integer() else 2
        return f"{number_text(float(value), decimals, style)} {unit}"

    def amounts(one: Benefit) -> str:
        planned = amount(one.amount, unit_of(one))
        if one.realised is None:
            return planned
        so_far = _("%(planned)s, so far %(realised)s")
        return so_far % {"planned": planned, "realised": amount(one.realised, unit_of(one))}

    cells = ((one.what, amounts(one), one.bears, f"{one.answers}, {day(one.due)}") for one in rows)
    return table_of(header, cells)


def unit_of(one: Benefit) -> str:
    """Return in which unit a row counts: a price is in kroner for each unit."""
    return _("kr per %(unit)s") % {"unit": one.unit} if one.kind == BenefitKind.PRICE else one.unit
