"""What Demodalen says of its figures, made up: read from `catalogue/demo_programme`."""

from loftet.core.demo import Cells, Demo
from loftet.indicators.actions.comments import NOT_WRITTEN, Said, comment_on_figure
from loftet.indicators.actions.reports import Complaint, Reply, answer_report, report_error
from loftet.indicators.edition import store
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.queries.reports import names_of
from loftet.people.demo import then
from loftet.people.models import User
from loftet.places.models import Place

COMMENTS = ("municipality", "indicator", "language", "text", "day", "by")
REPORTS = (
    *("municipality", "indicator", "year", "language", "text", "received", "reporter"),
    *("answer", "answered", "by", "shown"),
)


def tell_of_figures(demo: Demo, edition: str) -> None:
    """Tell what municipalities say of their figures in an edition, and what was said to be wrong.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    demo.each("comments.csv", COMMENTS, lambda row: _comment(demo, edition, row))
    demo.each("error_reports.csv", REPORTS, lambda row: _report(demo, edition, row))


def _figure_ref(edition: str, row: Cells, year: str = "") -> FigureRef:
    """Return the figure that a row means.

    Raises:
        ValueError: when the edition knows no such indicator.
    """
    names = names_of(store(), edition, row["indicator"])
    if not names:
        raise ValueError(f"the edition has no indicator «{row['indicator']}»")
    place = Place.objects.get(slug=row["municipality"])
    return FigureRef(edition, row["indicator"], place, int(year) if year else None, names)


def _comment(demo: Demo, edition: str, row: Cells) -> None:
    said = Said(row["text"], row["language"])
    day = demo.day(row["day"])
    then(demo, row["by"], day, comment_on_figure, _figure_ref(edition, row), said, NOT_WRITTEN)


def _report(demo: Demo, edition: str, row: Cells) -> None:
    """Let somebody say that a figure is wrong, and let it be answered where the row has an answer."""
    figure_ref, day = _figure_ref(edition, row, row["year"]), demo.day(row["received"])
    reporter = User.objects.get(email=row["reporter"])
    complaint = Complaint(row["text"], row["language"], reporter=reporter)
    report = report_error(figure_ref, complaint, now=demo.at(day), today=day)
    if row["answer"]:
        reply = Reply(row["answer"], row["language"], shown=row["shown"] == "yes")
        answered = demo.day(row["answered"])
        then(demo, row["by"], answered, answer_report, report, report.version, reply, figure_ref)
