"""«Dette venter på deg»: tasks are computed and never stored, so none is left over when it has been done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from loftet.core import registry
from loftet.core.registry import Task
from loftet.people.models import short_name
from loftet.people.permissions import Actor

MONTH = timedelta(days=31)
MOST_AT_A_TIME = 3  # lines: as many as somebody with an hour a month can do


def tasks_for(actor: Actor) -> list[Task]:
    """Return what waits for somebody: what is due first, then what has no day.

    Last come what can be done later, and days to know of.
    """
    found = sorted(
        _merged(_asked_once(registry.tasks_for(actor))),
        key=lambda one: (one.is_reminder, one.due is None, one.due or actor.today, one.organisation),
    )
    return sorted(_few_at_a_time(found, actor.today + MONTH), key=lambda one: (one.is_reminder, one.is_later))


def asked(tasks: Sequence[Task]) -> list[Task]:
    """Return those that ask for something now: days to know of are left out, and what is for later."""
    return [one for one in tasks if not (one.is_reminder or one.is_later)]


def _few_at_a_time(tasks: Iterable[Task], soon: date) -> Iterator[Task]:
    """Return tasks: those that can wait are for later while others are due soon, and else but for one.

    Somebody with an hour a month does what others wait for, and then one thing of all that is suggested. Of
    what is not due soon, no more than what makes three lines is asked for now: the rest comes as those are
    done. What is due soon is never put off.
    """
    tasks = list(tasks)
    taken = any(one.due and one.due <= soon and not (one.is_reminder or one.can_wait) for one in tasks)
    lines = 0
    for one in tasks:
        rests = one.due is None or one.due > soon
        later = not one.is_reminder and ((one.can_wait and taken) or (rests and lines >= MOST_AT_A_TIME))
        taken |= one.can_wait
        lines += not (one.is_reminder or later)
        yield replace(one, is_later=later)


def _asked_once(tasks: Iterable[Task]) -> Iterator[Task]:
    """Return one line for each question of an organisation, however many ask it."""
    alike: dict[object, list[Task]] = {}
    for number, one in enumerate(tasks):
        key = (one.organisation, one.question) if one.question else number
        alike.setdefault(key, []).append(one)
    for some in alike.values():
        days = [one.due for one in some if one.due]
        yield replace(min(some, key=lambda one: len(str(one.what))), due=min(days, default=None))


def _merged(tasks: Iterable[Task]) -> Iterator[Task]:
    """Return one line where several organisations wait for the same: it leads to the first that is due."""
    alike: dict[str, list[Task]] = {}
    for one in tasks:
        alike.setdefault(str(one.what), []).append(one)
    for some in alike.values():
        first = min(some, key=lambda one: (one.due or date.max, one.organisation))
        give = first.give if len(some) == 1 else ""
        yield replace(first, organisation=_names([one.organisation for one in some]), give=give)


def _names(organisations: Sequence[str]) -> str:
    """Return the name of one organisation, or the short names of several."""
    names = list(dict.fromkeys(organisations))
    return names[0] if len(names) == 1 else get_text_list([short_name(one) for one in names], _("and"))
