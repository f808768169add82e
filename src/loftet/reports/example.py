"""A report and a template of a municipality, for the tests that walk through the pages of reports."""

from loftet.core.registry import Example
from loftet.decisions.example import draft_with_treatment
from loftet.decisions.models import MatterState, Outcome, Treatment
from loftet.documents.files import PDF, WORD
from loftet.people.actor import Actor
from loftet.people.example import COUNCIL, EVERYBODY, MANAGEMENT, TAKES_PART, member_of, roles_at
from loftet.people.models import Organisation
from loftet.report_content.kinds import ReportKind
from loftet.reports.models import PlaceReport, State, TemplateState, WordTemplate
from loftet.reports.rules import KEEPS, LEADS_REGION
from loftet.sources.whole_file import write_whole

EDITION = "2026-11-01-example"
KEEPERS = roles_at("member", KEEPS)


def decision_of(member: Organisation, actor: Actor) -> Treatment:
    """Create a public matter of a municipality that its council has adopted, and return the treatment."""
    decision = draft_with_treatment(member, actor)
    decision.matter.state, decision.matter.published = MatterState.PUBLIC, actor.now
    decision.matter.save()
    decision.outcome, decision.day, decision.wording = Outcome.ADOPTED, actor.today, "Vedteke."
    decision.save()
    return decision


def approved_report(member: Organisation, actor: Actor) -> PlaceReport:
    """Create an approved report of a municipality, with its files."""
    assert member.place is not None
    report = PlaceReport.objects.create(
        place=member.place,
        kind=ReportKind.CASE_PAPER,
        edition=EDITION,
        language="nn",
        state=State.APPROVED,
        ordered=actor.now,
        ordered_by=actor.person,
        made=actor.now,
        approved=actor.now,
    )
    for suffix in (WORD, PDF):
        write_whole(report.file(suffix), suffix.encode())
    return report


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return an approved report and a template of a municipality, and who is let in where."""
    member = member_of(organisation, actor)
    decision, report = decision_of(member, actor), approved_report(member, actor)
    assert organisation.place is not None
    used = {"state": TemplateState.USED, "file_name": "mal.docx", "content": b""}
    WordTemplate.objects.create(place=report.place, sent=actor.now, sent_by=actor.person, **used)
    ordered = {"kind": "one-page", "language": "nn"}
    own = ("place_report_send", "place_report_adopt", "word_template", "word_template_remove")
    return Example(
        words={
            "place": report.place.slug,
            "region": organisation.place.slug,
            "pk": report.pk,
            "step": "withdraw",
            "matter": decision.matter_id,
        },
        let_in={
            **dict.fromkeys(("place_reports", "region_reports"), EVERYBODY),
            **dict.fromkeys(("matter_docx", "matter_decision_pdf"), EVERYBODY),
            **dict.fromkeys(("place_report", "place_report_docx", "place_report_pdf"), EVERYBODY),
            **dict.fromkeys(own, KEEPERS),
            "member_reports": roles_at("own", LEADS_REGION),
            "place_report_step": MANAGEMENT,
        },
        may_send={"place_reports": TAKES_PART, "region_reports": COUNCIL},
        sent={
            "place_reports": ordered,
            "region_reports": ordered,
            "member_reports": {"kind": "one-page"},
            "place_report_step": {"version": "1"},
            "place_report_send": {"address": "postmottak@example.no", "journal": "not_needed"},
            "place_report_adopt": {"decision": str(decision.pk), "version": "1"},
            "word_template_remove": {"version": "1"},
        },
    )
