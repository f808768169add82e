"""What is kept about a person in what is written about figures."""

from datetime import datetime, timedelta

from loftet.indicators.models import ErrorReport, FigureComment
from loftet.people.kept import Kept, Rows
from loftet.people.models import User

ADDRESS_KEPT_FOR = timedelta(days=365)


def own_reports(user: User) -> Rows:
    """Give the error reports that a person sent when signed in, with their answers."""
    rows = ErrorReport.objects.filter(reporter=user)
    return list(rows.values("received", "indicator", "place__name", "edition", "text", "reply_to", "answer"))


def own_answers(user: User) -> Rows:
    """Give the answers that a person wrote."""
    return list(ErrorReport.objects.filter(answered_by=user).values("answered", "indicator", "answer"))


def own_comments(user: User) -> Rows:
    """Give the comments on figures of which a person wrote the last version."""
    return list(
        FigureComment.objects.filter(written_by=user).values("written", "indicator", "signed", "text")
    )


def erase_reports(user: User, _now: datetime) -> None:
    """Let go of who reported, and of where to answer; what was said of the figure stays."""
    ErrorReport.objects.filter(reporter=user).update(reporter=None, reply_to="")


def erase_answers(user: User, _now: datetime) -> None:
    """Let go of who wrote an answer: it is the organisation's."""
    ErrorReport.objects.filter(answered_by=user).update(answered_by=None)


def erase_comments(user: User, _now: datetime) -> None:
    """Let go of who wrote a comment: it is the municipality's."""
    FigureComment.objects.filter(written_by=user).update(written_by=None)


def forget_addresses(now: datetime) -> int:
    """Let go of addresses to which nobody has answered for a year."""
    old = ErrorReport.objects.filter(received__lte=now - ADDRESS_KEPT_FOR).exclude(reply_to="")
    return old.update(reply_to="")


TABLES = {
    "error_reports": Kept(own_reports, erase_reports, forget_addresses),
    "error_report_answers": Kept(own_answers, erase_answers),
    "figure_comments": Kept(own_comments, erase_comments),
}
