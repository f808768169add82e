"""The registration of notices: tasks of roles, panels, personal data, the weekly letter."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.kinds import Job, LetterKind, daily
from loftet.core.registry import App, NoticeWords, register
from loftet.notices.actions.digests import LettersQueued, give_up, mark_sent, send_weekly_letters
from loftet.notices.example import example
from loftet.notices.letters import NOTICE_LETTER, WEEKLY_LETTER, notice_letter, weekly_letter
from loftet.notices.listening import leaving_text, on_access_requested, on_role_left, request_text
from loftet.notices.noted.letters import NOTED, noted_letter, reply_text
from loftet.notices.panels import show_first_task, show_tasks
from loftet.notices.personal_data import TABLES
from loftet.notices.queries.tasks import ending_delegations, first_step, own_roles
from loftet.people.hooks import ACCESS_REQUESTED, ROLE_LEFT


def weekly_letters(now: datetime) -> LettersQueued:
    """Add the weekly letters that are due today to the outbox.

    Raises:
        RuntimeError: when some could not be written; the log says why.
    """
    queued = send_weekly_letters(timezone.localdate(now), settings.LETTER_WEEKDAY)
    if queued.failed:
        raise RuntimeError(str(queued))
    return queued


APP = register(
    App(
        label="notices",
        notices={
            "role.left": NoticeWords(
                _("Somebody who has a role for %(organisation)s leaves."),
                _("People who leave their roles"),
                letter=leaving_text,
            ),
            "access.requested": NoticeWords(
                _("Somebody in %(organisation)s asks for access to Løftet."),
                _("Requests for access"),
                letter=request_text,
            ),
            "noted.replied": NoticeWords(
                _("%(organisation)s has replied to what you wrote in."),
                _("Replies to what you wrote in for others"),
                letter=reply_text,
            ),
        },
        log_words={
            "noted.written": _("wrote in what somebody else said"),
            "noted.replied": _("replied to what was written in"),
        },
        tasks=[own_roles, ending_delegations, first_step],
        panels=(
            ("front", show_first_task),
            ("my_page", show_tasks),
        ),
        personal_data=TABLES,
        example=example,
        letters={
            WEEKLY_LETTER: LetterKind(_("weekly letter"), weekly_letter, sent=mark_sent, gave_up=give_up),
            NOTED: LetterKind(_("letter that asks whether something is right"), noted_letter),
            NOTICE_LETTER: LetterKind(_("letter about one thing"), notice_letter),
        },
        jobs={"weekly_letters": Job(_("Write the weekly letters"), daily(6, 30), weekly_letters)},
        hooks=(ROLE_LEFT(on_role_left), ACCESS_REQUESTED(on_access_requested)),
    )
)
