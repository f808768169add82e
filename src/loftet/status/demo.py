"""The comments of Demodalen on its figures, made up: read from `catalogue/demo_programme`."""

from datetime import date

from loftet.core.demo import Cells, Demo
from loftet.log.actions import told_of
from loftet.people.actor import Actor, actor_at
from loftet.people.models import User
from loftet.places.models import Place
from loftet.status.comments.actions import NOT_WRITTEN, Written, write_comment
from loftet.status.edition import store
from loftet.status.figure_ref import FigureRef
from loftet.status.queries.names import names_of
from loftet.status.reports.actions import Complaint, Reply, answer_report, report_error

COMMENTS = ("municipality", "indicator", "language", "text", "day", "by")
REPORTS = (
    *("municipality", "indicator", "year", "language", "text", "received", "reporter"),
    *("answer", "answered", "by", "shown"),
)


def tell_of_figures(demo: Demo) -> None:
    """Create what municipalities say of figures in the edition of the day, and what is said to be wrong.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("comments.csv", COMMENTS, lambda row: _comment(demo, row))
    demo.each("error_reports.csv", REPORTS, lambda row: _report(demo, row))


def _figure(demo: Demo, row: Cells, day: date) -> FigureRef:
    """Return the figure that a row names in the edition of a day, or the indicator where no municipality is.

    Raises:
        ValueError: when the edition knows no such indicator.
    """
    edition, indicator = demo.edition_on(day), row["indicator"]
    if not names_of(store(), edition, indicator):
        raise ValueError(f"the edition has no indicator «{indicator}»")
    place = Place.objects.get(slug=row["municipality"]) if row["municipality"] else None
    year = row.get("year")
    return FigureRef(edition, indicator, place, int(year) if year else None)


def _actor(demo: Demo, email: str, day: date) -> Actor:
    return actor_at(User.objects.get(email=email), demo.at(day), day)


def _comment(demo: Demo, row: Cells) -> None:
    day = demo.day(row["day"])
    figure = _figure(demo, row, day)
    written = Written(figure.edition, figure.indicator, row["text"], row["language"])
    if figure.place is None:
        raise ValueError("a comment is of a municipality's figure")
    with told_of(demo.at(day)):
        write_comment(figure.place, written, NOT_WRITTEN, actor=_actor(demo, row["by"], day))


def _report(demo: Demo, row: Cells) -> None:
    """Create an error report on a figure, and its answer where the row has one."""
    day = demo.day(row["received"])
    figure = _figure(demo, row, day)
    complaint = Complaint(row["text"], row["language"])
    report = report_error(figure, complaint, actor=_actor(demo, row["reporter"], day))
    if row["answer"]:
        reply = Reply(row["answer"], row["language"], shown=row["shown"] == "yes")
        answered = demo.day(row["answered"])
        with told_of(demo.at(answered)):
            answer_report(report, reply, actor=_actor(demo, row["by"], answered))
