"""The registration of the figures."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.core.outbox import register_letter
from loftet.core.panels import Panel
from loftet.core.registry import App, NoticeWords, register
from loftet.indicators.example import example
from loftet.indicators.personal_data import TABLES
from loftet.indicators.queries.names import name_now
from loftet.indicators.reports.letters import REPORT_ANSWER, answer_letter, forget_address
from loftet.indicators.reports.queries import reports_waiting
from loftet.people.models import Organisation, OrganisationKind


def on_organisation(_request: HttpRequest, organisation: object) -> Panel | None:
    """Return the link from a municipality's organisation to its figures. One query at most."""
    if not isinstance(organisation, Organisation) or organisation.kind != OrganisationKind.MUNICIPALITY:
        return None
    return Panel("indicators/parts/on_organisation.html", {"place": organisation.place})


APP = register(
    App(
        label="indicators",
        log_words={
            "comment.written": _("commented on a figure"),
            "comment.withdrawn": _("withdrew a comment on a figure"),
            "report.passed_on": _("passed an error report on"),
            "report.answered": _("answered an error report"),
            "report.shown": _("let an answer be shown beside the figure"),
            "report.hidden": _("let an answer no longer be shown beside the figure"),
        },
        log_names={"comment.": name_now, "report.": name_now},
        notices={
            "report.received": NoticeWords(
                _("Somebody says that a figure is wrong: %(figure)s"), _("Error reports about our figures")
            ),
            "report.passed_on": NoticeWords(
                _("You are asked to answer an error report about %(figure)s"),
                _("Error reports that others pass on to us"),
            ),
            "report.answered": NoticeWords(
                _("Your error report about %(figure)s has been answered"),
                _("Answers to my own error reports"),
            ),
        },
        tasks=reports_waiting,
        panels={"organisation": on_organisation},
        personal_data=TABLES,
        example=example,
    )
)
register_letter(REPORT_ANSWER, answer_letter, words=_("answer to an error report"), sent=forget_address)
