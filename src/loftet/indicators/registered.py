"""Where the figures take part in what others show, ask and log."""

from django.utils.translation import gettext_lazy as _

from loftet.core.outbox import register_letter
from loftet.core.panels import show_in
from loftet.indicators.letters import REPORT_ANSWER, answer_letter, forget_address
from loftet.indicators.panels import on_organisation
from loftet.indicators.personal_data import TABLES
from loftet.indicators.queries.reports import name_now, reports_waiting
from loftet.log import words as log_words
from loftet.notices import words as notice_words
from loftet.notices.tasks import register_tasks
from loftet.notices.words import NoticeWords
from loftet.people.personal_data import register_tables

LOG = {
    "comment.written": _("commented on a figure"),
    "comment.withdrawn": _("withdrew a comment on a figure"),
    "report.passed_on": _("passed an error report on"),
    "report.answered": _("answered an error report"),
    "report.shown": _("let an answer be shown beside the figure"),
    "report.hidden": _("let an answer no longer be shown beside the figure"),
}
NOTICES = {
    "report.received": NoticeWords(
        _("Somebody says that a figure is wrong: %(figure)s"), _("Error reports about our figures")
    ),
    "report.passed_on": NoticeWords(
        _("You are asked to answer an error report about %(figure)s"),
        _("Error reports that others pass on to us"),
    ),
    "report.answered": NoticeWords(
        _("Your error report about %(figure)s has been answered"), _("Answers to my own error reports")
    ),
}


def register() -> None:
    """Say what is logged, told, asked for, kept and shown elsewhere."""
    log_words.register_log_words(LOG)
    log_words.name_keys({"comment.": name_now, "report.": name_now})
    notice_words.register_notice_words(NOTICES)
    register_tasks(reports_waiting)
    register_tables(TABLES)
    answer = _("answer to an error report")
    register_letter(REPORT_ANSWER, answer_letter, words=answer, sent=forget_address)
    show_in("organisation", on_organisation)
