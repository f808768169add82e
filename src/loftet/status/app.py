"""The registration of the figures."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import actor_of
from loftet.core.kinds import Job, LetterKind, WorkKind, every
from loftet.core.panels import Panel
from loftet.core.registry import App, NoticeWords, Topic, register
from loftet.core.visible import everybody
from loftet.notices.followed import FOLLOWED
from loftet.people.models import Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.status.comments.rules import may_comment
from loftet.status.data.kept import build_published
from loftet.status.example import example
from loftet.status.mayor import mayor_card
from loftet.status.personal_data import TABLES
from loftet.status.queries.names import name_now
from loftet.status.reports.letters import REPORT_ANSWER, answer_letter, forget_address
from loftet.status.reports.queries import reports_waiting
from loftet.status.search.sources import GOALS, INDICATORS, PLACES
from loftet.status.shared_challenges.warm import warm_regions
from loftet.status.whats_new.news import PUBLISHED, WORK, ask_for_published, compute, keep, refuse


def on_organisation(request: HttpRequest, organisation: object) -> Panel | None:
    """Return the links from a municipality's organisation to its figures. One query at most."""
    if not isinstance(organisation, Organisation) or organisation.kind != OrganisationKind.MUNICIPALITY:
        return None
    place = organisation.place
    comments = place is not None and bool(may_comment(actor_of(request), place))
    return Panel("status/parts/on_organisation.html", {"place": place, "may_comment": comments})


APP = register(
    App(
        label="indicators",
        visible={Place: everybody},
        log_words={
            "comment.written": _("commented on a figure"),
            "comment.withdrawn": _("withdrew a comment on a figure"),
            "report.passed_on": _("passed an error report on"),
            "report.answered": _("answered an error report"),
            "report.shown": _("let an answer be shown beside the figure"),
            "report.hidden": _("let an answer no longer be shown beside the figure"),
        },
        log_names={"comment.": name_now, "report.": name_now},
        topic=Topic.FIGURES,
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
            PUBLISHED: NoticeWords(
                _("%(label)s: %(figures)s in the edition of %(day)s"),
                _("New figures of places that I follow"),
            ),
        },
        tasks=[reports_waiting],
        panels=(
            ("organisation", on_organisation),
            ("my_page", mayor_card),
            ("front", mayor_card),
        ),
        personal_data=TABLES,
        example=example,
        search=(PLACES, GOALS, INDICATORS),
        letters={
            REPORT_ANSWER: LetterKind(_("answer to an error report"), answer_letter, sent=forget_address)
        },
        jobs={
            "edition_files": Job(
                _("Build the files of the published edition"), every(timedelta(hours=1)), build_published
            ),
            # After an edition is published, nobody shall wait for what a county has in common.
            "warm_regions": Job(_("Compare regions and counties"), every(timedelta(minutes=1)), warm_regions),
            "edition_news": Job(
                _("Ask for the news of a new edition"), every(timedelta(hours=1)), ask_for_published
            ),
        },
        work={WORK: WorkKind(_("those who follow places are told of an edition"), compute, keep, refuse)},
        hooks=(FOLLOWED(Place),),
    )
)
