"""Where notices take part in what others show and ask."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.jobs import daily, register_job
from loftet.core.outbox import register_letter
from loftet.core.panels import show_in
from loftet.notices.actions.digests import Done, give_up, mark_sent, send_weekly_letters
from loftet.notices.letters import WEEKLY_LETTER, weekly_letter
from loftet.notices.panels import show_waiting
from loftet.notices.personal_data import TABLES
from loftet.notices.queries.asked import waiting_of_people
from loftet.notices.tasks import register_tasks
from loftet.people.personal_data import register_tables


def register() -> None:
    """Register what waits by what `people` knows, what is shown elsewhere, what is kept, and the letter."""
    register_tasks(waiting_of_people)
    for spot in ("front", "my_page"):
        show_in(spot, show_waiting)
    register_tables(TABLES)
    register_letter(WEEKLY_LETTER, weekly_letter, words=_("weekly letter"), sent=mark_sent, gave_up=give_up)
    register_job("weekly_letters", daily(6, 30), weekly_letters, words=_("Write the weekly letters"))


def weekly_letters(now: datetime) -> Done:
    """Put the weekly letters that are due today in the outbox.

    Raises:
        RuntimeError: when some could not be written; the log tells why.
    """
    done = send_weekly_letters(timezone.localdate(now), settings.LETTER_WEEKDAY)
    if done.failed:
        raise RuntimeError(str(done))
    return done
