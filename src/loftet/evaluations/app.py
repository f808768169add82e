"""The parts that evaluations add to the other apps."""

from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, daily
from loftet.core.pages import Link
from loftet.core.registry import App, register
from loftet.evaluations.demo import tell_of_evaluations
from loftet.evaluations.example import example
from loftet.evaluations.letters import afterwards_letter, afterwards_tasks, ask_afterwards
from loftet.evaluations.queries import LETTER, outcomes_until
from loftet.evaluations.rules import may_read
from loftet.meetings.hooks import EVENT_LINKS
from loftet.programme.measures.queries import COUNTED_HERE

APP = register(
    App(
        label="evaluations",
        log_words={
            "event.told_outcome": _("told what came of a meeting"),
        },
        tasks=(afterwards_tasks,),
        demo=tell_of_evaluations,
        example=example,
        letters={LETTER: LetterKind(_("what has come of a meeting"), afterwards_letter)},
        jobs={
            "what_came_of_events": Job(
                _("Letters that ask what came of meetings"), daily(7, 20), ask_afterwards
            ),
        },
        hooks=(
            EVENT_LINKS(Link(_("What came of it"), "event_afterwards", may_read, look="button")),
            COUNTED_HERE(("outcomes", outcomes_until)),
        ),
    )
)
