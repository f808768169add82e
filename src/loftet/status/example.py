"""A comment and an error report on a figure, for the tests that walk through these pages."""

from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.status.comments.rules import COMMENTS
from loftet.status.edition import store
from loftet.status.models import ErrorReport, FigureComment
from loftet.status.queries.chosen import in_edition
from loftet.status.reports.owners import WHO_ANSWERS


def indicator_of(place: Place) -> tuple[str, str]:
    """Return the current edition, and an indicator that it has of a place."""
    edition = store().current().edition
    assert edition is not None
    code = in_edition([place], edition)[place.slug].code
    keys = (one.key for one in store().indicators(edition, "nb"))
    found = next(
        key for key in keys if any(one.place == code for one in store().indicator_table(edition, key))
    )
    return edition.id, found


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a figure of a municipality with a comment and a report, and who is let in where."""
    place = member_of(organisation, actor).place
    assert place is not None
    edition, key = indicator_of(place)
    figure = {"place": place, "indicator": key, "edition": edition, "text": "Bra.", "language": "nn"}
    FigureComment.objects.create(signed=place.name, written=actor.now, written_by=actor.person, **figure)
    report = ErrorReport.objects.create(received=actor.now, **figure)
    comments = (*roles_at("member", COMMENTS), "lent: facilitator")
    answers = roles_at("member", WHO_ANSWERS[OrganisationKind.MUNICIPALITY])
    in_council = roles_at("own", WHO_ANSWERS[OrganisationKind.REGIONAL_COUNCIL])
    named = {"indikator": key, "sted": place.slug}
    written = {"text": "Bra.", "language": "nn", "version": "1"}
    return Example(
        words={"place": place.slug, "key": key, "report": report.pk},
        let_in={
            "figure_comment": comments,
            "withdraw_figure_comment": comments,
            "error_report": EVERYBODY,
            "error_report_kept": EVERYBODY,
            "reports": (*answers, *in_council, "other: top_management"),
            "reports_csv": (*answers, *in_council, "other: top_management"),
            "report": answers,
            "answer_report": answers,
            "pass_on_report": answers,
            # The report has no answer yet
            "show_report": (),
            "send_answer_again": (),
        },
        sent={
            "figure_comment": written,
            "withdraw_figure_comment": {"version": "1"},
            "answer_report": written,
            "error_report": {"text": "Feil."},
        },
        query={"error_report": named, "error_report_kept": named},
    )
