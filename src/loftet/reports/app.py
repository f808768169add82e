"""The parts that reports add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.challenges.hour.steps import HOUR_STEPS, PAPER
from loftet.core.kinds import Job, LetterKind, WorkKind, daily
from loftet.core.registry import App, register
from loftet.people.personal_data import done_table
from loftet.places.queries import language_of
from loftet.reports import jobs
from loftet.reports.demo import tell_of_reports
from loftet.reports.example import example
from loftet.reports.hour import paper_made
from loftet.reports.models import LETTER, REPORT, TEMPLATE, PlaceReport, Sending, WordTemplate
from loftet.reports.panels import on_matter, on_place
from loftet.reports.rules import STATES, readable
from loftet.reports.search import REPORTS
from loftet.reports.tasks import report_tasks

WHY = _("so that the municipality knows who has done it")
ORDERED = done_table(
    PlaceReport,
    "ordered_by",
    _("Reports that you ordered"),
    WHY,
    shown=("place__name", "kind", "edition", "language", "ordered"),
    newest="ordered",
)
SENT = done_table(
    Sending,
    "sent_by",
    _("Reports that you sent to a post box"),
    WHY,
    shown=("report__place__name", "address", "journal", "journal_case", "sent"),
    newest="sent",
)
TEMPLATES = done_table(
    WordTemplate,
    "sent_by",
    _("Word templates that you sent"),
    WHY,
    how_long=_(
        "until the municipality removes it or sends another one; of an erased person only the number is left"
    ),
    shown=("place__name", "file_name", "sent"),
    newest="sent",
)
APP = register(
    App(
        label="reports",
        visible={PlaceReport: readable},
        log_words={
            "paper.ordered": _("ordered a report"),
            "paper.ordered_for_members": _("ordered a report for each municipality"),
            "paper.approved": _("approved a report"),
            "paper.withdrawn": _("took a report back"),
            "paper.adopted": _("recorded that a report was adopted"),
            "paper.decision_removed": _("removed the decision from a report"),
            "paper.sent": _("sent a report to the post box"),
            "paper.template_sent": _("sent a Word template"),
            "paper.template_removed": _("removed a Word template"),
        },
        tasks=[report_tasks],
        panels=(
            ("municipality", on_place),
            ("region", on_place),
            ("matter", on_matter),
        ),
        personal_data={"reports": ORDERED, "sent_reports": SENT, "word_templates": TEMPLATES},
        language_of={"region": language_of},
        demo=tell_of_reports,
        example=example,
        search=(REPORTS,),
        states={"report": STATES},
        letters={LETTER: LetterKind(_("report to a post box"), jobs.post_box_letter)},
        jobs={"report_files": Job(_("remove half-written reports"), daily(4, 20), jobs.remove_unfinished)},
        work={
            REPORT: WorkKind(_("report"), jobs.make_report, jobs.keep_report, jobs.refuse_report),
            TEMPLATE: WorkKind(
                _("Word template"), jobs.try_template, jobs.use_template, jobs.refuse_template
            ),
        },
        hooks=(HOUR_STEPS((PAPER, paper_made)),),
    )
)
