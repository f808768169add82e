"""The parts that matches add to the other apps."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, WorkKind, every
from loftet.core.registry import App, MenuEntry, NoticeWords, Topic, register
from loftet.matches.access import draw_of
from loftet.matches.demo import tell_of_matches
from loftet.matches.example import example
from loftet.matches.finding import WORK, ask_where_changed, find, keep, refuse
from loftet.matches.models import Draw, Match, MatchAnswer
from loftet.matches.panels import on_need, on_organisation, on_solution
from loftet.matches.rules import readable, takes_part
from loftet.matches.tasks import matches_to_answer
from loftet.needs.models import Need
from loftet.openness.files import ACCESS_PARTS
from loftet.people.personal_data import STAYS_WITH_OWNER, done_table

ANSWERED = done_table(
    MatchAnswer,
    "by",
    _("Your answers to matches"),
    _("so that it can be seen how well matches are found"),
    how_long=STAYS_WITH_OWNER,
    shown=("organisation__name", "match__need__title", "match__solution__title", "answer", "why", "when"),
    newest="when",
)
DRAWN = done_table(
    Draw,
    "by",
    _("Suppliers that you drew"),
    _("so that it can be seen who was asked, and how"),
    how_long=STAYS_WITH_OWNER,
    shown=("need__title", "seed", "when"),
    newest="when",
)

APP = register(
    App(
        label="matches",
        visible={Match: readable},
        log_words={
            "match.answered": _("answered a match"),
            "match.drawn": _("drew suppliers for a small purchase"),
        },
        topic=Topic.TRADE,
        notices={
            "match.interesting": NoticeWords(
                _("%(who)s finds your match interesting: %(title)s."),
                _("Matches that others find interesting"),
            ),
        },
        tasks=[matches_to_answer],
        panels=(
            ("need", on_need),
            ("solution", on_solution),
            ("organisation", on_organisation),
        ),
        personal_data={"match_answers": ANSWERED, "draws": DRAWN},
        menu=(MenuEntry("matches", _("Matches"), under="needs", rule=takes_part),),
        demo=tell_of_matches,
        example=example,
        jobs={
            "matches": Job(
                _("Look for needs and solutions to match"), every(timedelta(minutes=1)), ask_where_changed
            )
        },
        work={WORK: WorkKind(_("Find which solutions answer which needs"), find, keep, refuse)},
        hooks=(ACCESS_PARTS((Need, draw_of)),),
    )
)
