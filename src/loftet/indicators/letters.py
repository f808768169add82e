"""What the letter with an answer to an error report says."""

from django.utils import translation
from django.utils.translation import gettext as _

from loftet.indicators.meant import Meant
from loftet.indicators.models import ErrorReport
from loftet.people.mail import one_line, post


def answer_letter(report: ErrorReport, meant: Meant) -> None:
    """Send the answer to whoever reported, in the language of the report around the answer's own."""
    with translation.override(report.language):
        figure = meant.names.get(report.language) or report.indicator
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
        post(report.reply_to, _("Answer about %(figure)s") % words, body % words)
