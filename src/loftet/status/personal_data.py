"""Personal data in what is written about figures."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from loftet.people.models import User
from loftet.people.personal_data import DataTable, done_table
from loftet.status.models import ErrorReport, FigureComment

ADDRESS_KEPT_FOR = timedelta(days=365)
HOW_LONG = _(
    "who it was and who answered until that person is erased; the address until the answer is sent, and a"
    " year at the most; the text stays with the figure"
)
PUT_RIGHT = _("so that the figure can be put right, and the one who asked gets an answer")


def erase_reports(user: User, _now: datetime) -> None:
    """Remove who reported, and where to answer; what was said of the figure stays."""
    ErrorReport.objects.filter(reporter=user).update(reporter=None, reply_to="")


def erase_answers(user: User, _now: datetime) -> None:
    """Remove who wrote an answer: it is the organisation's."""
    ErrorReport.objects.filter(answered_by=user).update(answered_by=None)


def erase_comments(user: User, _now: datetime) -> None:
    """Remove who wrote a comment: it is the municipality's."""
    FigureComment.objects.filter(written_by=user).update(written_by=None)


def forget_addresses(now: datetime) -> int:
    """Remove addresses to which nobody has answered for a year, and return how many."""
    old = ErrorReport.objects.filter(received__lte=now - ADDRESS_KEPT_FOR).exclude(reply_to="")
    return old.update(reply_to="")


TABLES: Mapping[str, DataTable] = {
    "error_reports": done_table(
        ErrorReport,
        "reporter",
        _("Error reports that you sent when you were signed in, with their answers"),
        PUT_RIGHT,
        how_long=HOW_LONG,
        shown=("received", "indicator", "page", "place__name", "edition", "text", "reply_to", "answer"),
        newest="received",
        erase=erase_reports,
        forget=forget_addresses,
    ),
    "error_report_answers": done_table(
        ErrorReport,
        "answered_by",
        _("Answers that you wrote to error reports"),
        PUT_RIGHT,
        how_long=HOW_LONG,
        shown=("answered", "indicator", "answer"),
        newest="answered",
        erase=erase_answers,
    ),
    "figure_comments": done_table(
        FigureComment,
        "written_by",
        _("Comments on figures of which you wrote the last version"),
        _("so that the municipality knows who wrote its comment last"),
        how_long=_("who wrote it until that person is erased; the comment is the municipality's and stays"),
        shown=("written", "indicator", "signed", "text"),
        newest="written",
        erase=erase_comments,
    ),
}
