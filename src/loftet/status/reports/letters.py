"""The letter with an answer to an error report: written when it is sent, and the address is deleted then."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.mail import Letter, one_line
from loftet.status.edition import store
from loftet.status.models import ErrorReport
from loftet.status.queries.names import names_of

REPORT_ANSWER = "report_answer"


def answer_letter(row: int, _language: str, _now: datetime) -> Letter | None:
    """Return the letter with an answer, in the language of the report around the answer's own."""
    found = ErrorReport.objects.select_related("place").filter(pk=row, answered__isnull=False)
    report = found.exclude(reply_to="").first()
    if report is None:
        return None
    with translation.override(report.language):
        names = names_of(store(), report.edition, report.indicator)
        figure = names.get(report.language) or report.about
        words = {
            "figure": f"{figure}, {report.place.name}" if report.place else figure,
            "who": one_line(report.answered_for) or "Løftet",
            "answer": report.answer,
            "text": report.text,
        }
        body = _(
            "You told us that a figure is wrong: %(figure)s.\n\n"
            "Answer from %(who)s:\n\n"
            "%(answer)s\n\n"
            "You wrote:\n\n"
            "%(text)s\n\n"
            "Your e-mail address is now deleted from Løftet. A published edition is never changed: "
            "if the figure is wrong, it is put right in the next one.\n"
        )
        return Letter(report.reply_to, _("Answer about %(figure)s") % words, body % words)


def forget_address(row: int, _now: datetime) -> None:
    """Remove the address to which an answer has been sent."""
    ErrorReport.objects.filter(pk=row).update(reply_to="")
