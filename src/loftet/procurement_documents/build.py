"""The documents of a procurement, of plain parts that are written as Word and as PDF.

What is not written yet stands as something to fill in: the document is the buyer's own to finish.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from loftet.contracts.queries import contract_of
from loftet.documents.blocks import Block, Bullets, Document, Note, Paragraph, Section
from loftet.documents.parts import (
    Sections,
    address_of,
    day,
    document_for,
    kroner,
    paragraphs_of,
    table_of,
    text_section,
    to_fill_in,
)
from loftet.people.actor import Actor
from loftet.people.models import Role, RoleKind, User
from loftet.procurement.check import Demands, demands_of
from loftet.procurement.clauses import clauses_of
from loftet.procurement.climate import warnings_of
from loftet.procurement.criteria import in_order
from loftet.procurement.lots import named
from loftet.procurement.models import Procurement
from loftet.procurement.procedures import procedure_name
from loftet.procurement.queries import dialogues_of
from loftet.procurement.sentences import PARTS, activity_line, depends_of, lines_of, uncertain_line
from loftet.procurement.steps import path_of
from loftet.procurement_documents.benefits import benefit_plan, promise_rows
from loftet.procurement_documents.dialogue import guide, invitation, question_form, summary
from loftet.procurement_documents.kinds import kind_of

WIDE_SOURCE, WIDE_CHECK = (0.32, 0.5, 0.18), (0.28, 0.37, 0.16, 0.19)
MOST_ASKED = 3


def document_of(procurement: Procurement, kind: str, actor: Actor) -> Document:
    """Build a document of a procurement in the language of the page."""
    demands = demands_of(procurement, actor.today)
    known = kind_of(kind)
    return document_for(
        procurement.lead.name,
        f"{known.words}: {procurement.title}",
        benefit_plan(procurement, actor) if kind == "gevinst" else BUILT[kind](procurement, demands),
        actor.today,
        lead=str(known.lead) or _lead(procurement, demands),
        link=address_of(procurement),
    )


def _lead(procurement: Procurement, demands: Demands) -> str:
    part = str(PARTS.get(demands.scope or "", _("The part of the regulation is not known yet")))
    value = _("Value with options and all buyers: %(value)s without VAT.")
    return f"{part}. {value % {'value': kroner(procurement.total)}}"


# --- parts ------------------------------------------------------------------------------------------


def _buyers(procurement: Procurement) -> Section:
    own = procurement.value + procurement.options
    rows = [(procurement.lead.name, procurement.lead.number or "–", kroner(own), _("leads"))]
    for one in procurement.shares.select_related("organisation"):
        word = _("binding") if one.binding else _("option")
        rows.append((one.organisation.name, one.organisation.number or "–", kroner(one.value), word))
    header = (_("Buyer"), _("Number"), _("Value without VAT"), _("Part"))
    total = Paragraph(_("Together %(value)s.") % {"value": kroner(procurement.total)})
    blocks: list[Block] = [table_of(header, rows), total]
    if procurement.max_value is not None:
        most = _("Maximum of the framework agreement: %(value)s.")
        blocks.append(Paragraph(most % {"value": kroner(procurement.max_value)}))
    return Section(_("Buyers and value"), tuple(blocks))


def _rules(demands: Demands) -> Section:
    asked = [one for one in lines_of(demands) if one.asks]
    rows = [(str(one.words), one.source, day(one.row.checked_at) if one.row else "–") for one in asked]
    header = (_("What applies"), _("Source"), _("Checked"))
    table = (table_of(header, rows, WIDE_SOURCE),) if rows else ()
    return Section(_("What the rules demand"), (*table, *_open_ends(demands)))


def _open_ends(demands: Demands) -> list[Block]:
    """Return what depends on facts that are missing, and how many rows somebody must look up."""
    blocks: list[Block] = []
    depends = [
        _("%(subject)s depends on %(fields)s.")
        % {"subject": one.words, "fields": ", ".join(str(field) for field in one.fields)}
        for one in depends_of(demands)
    ]
    if depends:
        blocks.append(Bullets(tuple(depends)))
    if said := uncertain_line(demands):
        blocks.append(Note(said))
    return blocks


def _dialogue(procurement: Procurement) -> Section:
    found = [Paragraph(f"{one.title}, {day(one.day)}", address_of(one)) for one in dialogues_of(procurement)]
    return Section(_("Dialogue with the market"), tuple(found) or (to_fill_in(),))


def _criteria(procurement: Procurement) -> Section:
    rows = [
        (name, f"{weight} %", _("climate and environment") if is_climate else "–")
        for name, weight, is_climate in in_order(procurement.criteria)
    ]
    header = (_("Criterion"), _("Weight"), _("About"))
    return Section(_("Award criteria"), (table_of(header, rows),) if rows else (to_fill_in(),))


def _procedure(procurement: Procurement) -> Section:
    chosen = procedure_name(procurement)
    named_way = Paragraph(chosen) if chosen else to_fill_in()
    return Section(_("Procedure, and why"), (named_way, *paragraphs_of(procurement.why)))


def _plan(procurement: Procurement, demands: Demands) -> Section:
    rows = [
        (
            str(one.step.words),
            str(one.step.who),
            str(one.step.days),
            _state(one.day, one.reason),
        )
        for one in path_of(procurement, is_small=demands.is_small)
    ]
    header = (_("Step"), _("Who"), _("Days"), _("State"))
    return Section(_("Steps"), (table_of(header, rows),))


def _state(taken: date | None, reason: str) -> str:
    if reason:
        return _("Left out: %(reason)s") % {"reason": reason}
    return day(taken) if taken else _("ahead")


def _facts(procurement: Procurement) -> Section:
    rows = [
        (_("What it serves"), procurement.get_activity_display() or "–"),
        (_("Kind of purchase"), procurement.get_kind_display()),
        (_("Announced, or the first firm asked"), day(procurement.day)),
        (_("Buyers"), ", ".join(one.name for one in procurement.buyers)),
    ]
    line = activity_line(procurement)
    said = (Paragraph(f"{line.words}."),) if line else ()  # the table of the demands has its source
    return Section(_("The facts"), (table_of((_("Fact"), _("Answer")), rows), *said))


def _checked(demands: Demands) -> Section:
    """Return each demand with its source, when that was checked, and whether it is the law's own words."""
    rows = [
        (str(one.words), one.source, day(one.row.checked_at), _("yes") if one.row.is_primary else _("no"))
        for one in lines_of(demands)
        if one.asks and one.row
    ]
    header = (_("What applies"), _("Source"), _("Checked"), _("Primary source"))
    table = (table_of(header, rows, WIDE_CHECK),) if rows else ()
    return Section(_("What the rules demand"), (*table, *_open_ends(demands)))


def _to_ask(procurement: Procurement) -> Section:
    """Return who buys for the buyer that leads, also by delegation; nobody is named who has left."""
    buys = {"organisation": procurement.lead, "kind": RoleKind.PROCUREMENT_OFFICER}
    held = Role.objects.on(timezone.localdate()).filter(**buys)
    asked = User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")
    names = tuple(f"{one}, {one.email}" if one.name else one.email for one in asked[:MOST_ASKED])
    advice = Note(_("The check says what the rules ask for. Look the source up first: a person decides."))
    return Section(_("Whom you can ask"), (Bullets(names) if names else to_fill_in(), advice))


# --- documents --------------------------------------------------------------------------------------


def _need(procurement: Procurement, _demands: Demands) -> Sections:
    return (
        text_section(_("What it is like today"), procurement.situation),
        text_section(_("The effect that is wanted"), procurement.effect),
        _buyers(procurement),
        _dialogue(procurement),
    )


def _check(procurement: Procurement, demands: Demands) -> Sections:
    return (_facts(procurement), _checked(demands), _to_ask(procurement))


def _strategy(procurement: Procurement, demands: Demands) -> Sections:
    return (
        text_section(_("The effect that is wanted"), procurement.effect),
        _buyers(procurement),
        _rules(demands),
        _procedure(procurement),
        _dialogue(procurement),
        _plan(procurement, demands),
    )


def _functions(procurement: Procurement, _demands: Demands) -> Sections:
    lines = tuple(one.strip() for one in procurement.specification.splitlines() if one.strip())
    wanted = Section(_("What it must do"), (Bullets(lines),) if lines else (to_fill_in(),))
    climate = text_section(_("Requirements on climate and environment"), procurement.requirements)
    return (text_section(_("The effect that is wanted"), procurement.effect), wanted, climate)


def _award(procurement: Procurement, demands: Demands) -> Sections:
    chosen = procurement.get_mode_display() if procurement.mode else ""
    blocks: list[Block] = [Paragraph(str(chosen)) if chosen else to_fill_in()]
    blocks += [Note(one) for one in warnings_of(procurement)]
    effect = procurement.climate_effect or ""
    return (
        _criteria(procurement),
        Section(_("How the climate rule is met"), tuple(blocks)),
        text_section(_("Requirements on climate and environment"), procurement.requirements),
        text_section(_("Justification"), procurement.justification),
        text_section(_("Effect on climate, as estimated before"), effect),
        _rules(demands),
    )


def _protocol(procurement: Procurement, demands: Demands) -> Sections:
    contacts = [(day(one.day), one.who, one.what, one.answer) for one in procurement.contacts.all()]
    header = (_("Day"), _("Firm"), _("About"), _("Handled"))
    log = table_of(header, contacts) if contacts else Paragraph(_("None was logged."))
    notice = procurement.notice or "–"
    said = _("Announced on %(day)s, number on Doffin %(notice)s.")
    told: Block = to_fill_in()
    if procurement.announced is not None:
        told = Paragraph(said % {"day": day(procurement.announced), "notice": notice})
    contract = contract_of(procurement)
    award: Block = to_fill_in()
    if contract is not None:
        words = _("%(supplier)s, %(value)s, signed on %(day)s.")
        signed = {"supplier": contract.supplier, "value": kroner(contract.value)}
        award = Paragraph(words % (signed | {"day": day(contract.signed_on)}))
    return (
        _buyers(procurement),
        _procedure(procurement),
        Section(_("Division into lots, or why not"), (_division(procurement),)),
        _dialogue(procurement),
        Section(_("Announcement"), (told,)),
        Section(_("Contacts after the announcement"), (log,)),
        _criteria(procurement),
        Section(_("Tenders, and what was rejected"), (to_fill_in(),)),
        Section(_("Impartiality, and measures"), (to_fill_in(),)),
        Section(_("Award, and why"), (award,)),
        _rules(demands),
    )


def _follow_up(procurement: Procurement, demands: Demands) -> Sections:
    contract = contract_of(procurement)
    if contract is None:
        terms: tuple[Block, ...] = (to_fill_in(),)
        promises: tuple[Block, ...] = (to_fill_in(),)
    else:
        words = _("%(supplier)s, from %(first)s to %(last)s, with options until %(options)s.")
        told = {"supplier": contract.supplier, "first": day(contract.begins_on)}
        told |= {"last": day(contract.ends_on), "options": day(contract.options_until)}
        terms = (Paragraph(words % told),)
        rows = promise_rows(contract)
        header = (_("Promise"), pgettext("amount", "How much"), _("Asked on"), _("Does it hold?"))
        promises = (table_of(header, rows),) if rows else (to_fill_in(),)
    clauses = [str(one.words) for one in clauses_of(procurement, demands) if one.is_duty is not False]
    return (
        Section(_("The contract"), terms),
        Section(_("Promises"), promises),
        text_section(_("Effect on climate, as estimated before"), procurement.climate_effect),
        Section(_("Clauses to check"), (Bullets(tuple(clauses)),) if clauses else (to_fill_in(),)),
        Section(_("If it does not hold"), (to_fill_in(),)),
    )


def _division(procurement: Procurement) -> Block:
    if procurement.lots:
        rows = [(name, kroner(amount)) for name, amount in named(procurement.lots)]
        return table_of((_("Lot"), _("Value without VAT")), rows)
    return Paragraph(procurement.undivided) if procurement.undivided else to_fill_in()


BUILT: Mapping[str, Callable[[Procurement, Demands], Sections]] = {
    "behov": _need,
    "sjekk": _check,
    "strategi": _strategy,
    "funksjon": _functions,
    "kriterium": _award,
    "protokoll": _protocol,
    "oppfolging": _follow_up,
    "invitasjon": lambda procurement, _demands: invitation(procurement),
    "innspill": lambda procurement, _demands: question_form(procurement),
    "samtale": lambda procurement, _demands: guide(procurement),
    "oppsummering": lambda procurement, _demands: summary(procurement),
}
