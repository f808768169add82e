"""Actions on reports: ordered, approved, taken back, adopted, sent; a template that is sent or removed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.background.work import ask_for, lock_work
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.decisions.models import Treatment
from loftet.decisions.queries.matters import check_decision
from loftet.documents.word_package import check_template
from loftet.invalid_input import InvalidInput
from loftet.openness.journal import check_journal
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.reports.models import (
    LETTER,
    REPORT,
    TEMPLATE,
    PlaceReport,
    Sending,
    State,
    TemplateState,
    WordTemplate,
)
from loftet.reports.queries import chosen_of, domains_of, has_files
from loftet.reports.rules import (
    KEEPS,
    LEADS_REGION,
    STATES,
    may_keep,
    may_order,
    may_order_for_members,
    may_remove,
    may_send,
)

POST = "post"  # in the name of every post box: postmottak, post, firmapost, epost


def _for_place(actor: Actor, place: Place) -> str:
    return actor.permissions.on_behalf_of(place)


def _for_report(actor: Actor, report: PlaceReport) -> str:
    return actor.permissions.on_behalf_of(report.place, *KEEPS) or _for_place(actor, report.place)


def _about_place(done: Done) -> Place:
    place: Place = done.record
    return place


@action("paper.ordered", rule=may_order, creates=True, locks_parent=True, acting_for=_for_place)
def order_report(place: Place, written: Mapping[str, str], edition: str, *, actor: Actor) -> PlaceReport:
    """Create a report from an edition; a draft is made again, an approved one where its files are gone."""
    return _ordered(place, written, edition, actor)


@action(
    "paper.ordered_for_members",
    rule=may_order_for_members,
    creates=True,
    locks_parent=True,
    subject=_about_place,
    acting_for=_for_place,
)
def order_for_members(
    region: Place, kind: str, members: Sequence[Place], edition: str, *, actor: Actor
) -> list[PlaceReport]:
    """Create a report for each municipality of a region, in its official form; each approves its own."""
    role = next(one for one in actor.permissions.in_(region, *LEADS_REGION) if not one.by_delegation)
    council = Organisation.objects.get(pk=role.organisation)
    # As the action of one place does, before any report is looked for; always in the same order.
    members_now = Place.objects.select_for_update(no_key=True)
    list(members_now.filter(pk__in=[one.pk for one in members]).order_by("pk"))
    written = [(one, {"kind": kind, "language": one.official_form}) for one in members]
    return [_ordered(one, each, edition, actor, prepared_by=council) for one, each in written]


def _ordered(
    place: Place,
    written: Mapping[str, str],
    edition: str,
    actor: Actor,
    prepared_by: Organisation | None = None,
) -> PlaceReport:
    key = {"place": place, "edition": edition, "kind": written["kind"], "language": written["language"]}
    report = _locked_report(key)
    if report is not None and (report.is_public or (prepared_by and not report.fault)):
        if report.state == State.APPROVED and not has_files(report):
            ask_for(REPORT, report.pk)
        return report
    if report is None:
        report = PlaceReport(**key, prepared_by=prepared_by)
    else:
        report.version += 1
    report.ordered, report.ordered_by = actor.now, actor.person
    report.made, report.fault = None, ""
    report.chosen = chosen_of(place, with_drafts=report.prepared_by is None)
    report.save()
    ask_for(REPORT, report.pk)
    return report


def _locked_report(key: Mapping[str, Any]) -> PlaceReport | None:
    """Return a report that is ordered already, locked; its place is, so that nobody else makes it."""
    rows = PlaceReport.objects.filter(**key)
    if (row := rows.values_list("pk", flat=True).first()) is None:
        return None
    lock_work(REPORT, row)  # in the order of the worker, which closes its work and then keeps the report
    return rows.select_for_update().first()


@action("paper.approved", rule=STATES.rule_of("approve"), acting_for=_for_report)
def approve_report(report: PlaceReport, *, actor: Actor) -> PlaceReport:
    """Set a report to approved: everybody may read it now."""
    STATES.take("approve", report)
    report.approved = actor.now
    return report


@action("paper.withdrawn", rule=STATES.rule_of("withdraw"), acting_for=_for_report)
def withdraw_report(report: PlaceReport, *, actor: Actor) -> PlaceReport:
    """Return a report to its place: it is a draft again."""
    STATES.take("withdraw", report)
    report.approved = None
    return report


@action("paper.adopted", rule=STATES.rule_of("adopt"), acting_for=_for_report)
def adopt_report(report: PlaceReport, decision: Treatment, *, actor: Actor) -> PlaceReport:
    """Set the decision that adopted a report; edition and indicators stay as they are from now on.

    Raises:
        InvalidInput: when the decision is not one of the municipality that everybody may read.
    """
    check_decision(report.place, decision, "decision")
    STATES.take("adopt", report)
    report.decision = decision
    return report


@action("paper.decision_removed", rule=STATES.rule_of("reopen"), acting_for=_for_report)
def remove_decision(report: PlaceReport, *, actor: Actor) -> PlaceReport:
    """Remove the decision from a report, which was a wrong one or is corrected: it is approved, as before."""
    STATES.take("reopen", report)
    report.decision = None
    return report


@action("paper.sent", rule=may_send, creates=True, acting_for=_for_report)
def send_report(report: PlaceReport, written: Mapping[str, Any], *, actor: Actor) -> Sending:
    """Send a report to the post box of the municipality.

    Raises:
        InvalidInput: when the address is not its post box, has got the report since it was approved, or
            nobody has said whether it is to be entered in the journal.
    """
    assert report.approved is not None  # nothing else may be sent
    sending = Sending(report=report, approved=report.approved, sent=actor.now, sent_by=actor.person)
    set_values(sending, {**written, "address": written["address"].strip().lower()})
    _check_address(report.place, sending.address)
    check_journal(sending.journal, sending.journal_case, is_asked=True)
    if report.sendings.filter(address=sending.address, approved=report.approved).exists():
        raise InvalidInput.because(_("The report has been sent to this address."), field="address")
    sending.save()
    enqueue(LETTER, sending.pk, language=report.place.official_form)
    return sending


def _check_address(place: Place, address: str) -> None:
    """Refuse every address but a post box at the municipality's own people: nobody else gets letters."""
    box, _at, domain = address.rpartition("@")
    if domain not in (domains := domains_of(place)):
        said = _("Choose a post box of the municipality itself: its address ends in %(domains)s.")
        told = " ".join(f"@{one}" for one in sorted(domains))
        raise InvalidInput.because(said % {"domains": told}, field="address")
    if POST not in box:
        said = _("Write the address of the post box, such as postmottak@…")
        raise InvalidInput.because(said, field="address")


@action("paper.template_sent", rule=may_keep, creates=True, locks_parent=True, acting_for=_for_place)
def send_template(place: Place, name: str, content: bytes, *, actor: Actor) -> WordTemplate:
    """Store a template; the worker tries it, and until then the earlier one is used.

    Raises:
        InvalidInput: when it cannot be a template.
    """
    try:
        check_template(content)
    except InvalidInput as refused:
        said = " ".join(one.cause for one in refused.problems)
        raise InvalidInput.because(said, field="file") from refused
    place.word_templates.exclude(state=TemplateState.USED).delete()
    row = WordTemplate(place=place, file_name=name[-200:], content=content)
    row.sent, row.sent_by = actor.now, actor.person
    row.save()
    ask_for(TEMPLATE, row.pk)
    return row


@action("paper.template_removed", rule=may_remove, acting_for=lambda actor, row: _for_place(actor, row.place))
def remove_template(template: WordTemplate, *, actor: Actor) -> WordTemplate:
    """Remove a template for good; reports that were made with it stay as they are."""
    template.delete()
    return template
