"""What is to be done when a matter has been decided: added, done, and not done after all."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.decisions.actions.notifications import Done, validate_fields, write_in_log
from loftet.decisions.models import FollowUp, Matter
from loftet.decisions.rules import may_follow_up, open_to
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.queries import permissions_at


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done, by which function, by when."""

    text: str
    responsible: str = ""
    due: date | None = None


@transaction.atomic
def add_follow_up(matter: Matter, to_do: ToDo, *, by: User, now: datetime, today: date) -> FollowUp:
    """Add what is to be done.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when it does not say what.
    """
    done = _may(matter, by, now, today)
    row = FollowUp(matter=matter)
    _apply_result(row, to_do)
    row.save()
    write_in_log("follow_up.added", matter, matter, done)
    return row


@transaction.atomic
def revise_follow_up(
    follow_up: FollowUp, version: int, to_do: ToDo, *, is_done: bool, by: User, now: datetime, today: date
) -> FollowUp:
    """Change what is to be done, or say that it is done, or that it is not after all.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it does not say what.
    """
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related(
        "matter__organisation", "matter__prepared_by"
    )
    row = rows.get(pk=follow_up.pk)
    done = _may(row.matter, by, now, today)
    same_version(row.version, version)
    _apply_result(row, to_do)
    row.done = (row.done or today) if is_done else None
    row.version += 1
    row.save()
    write_in_log("follow_up.done" if is_done else "follow_up.revised", row.matter, row.matter, done)
    return row


def _may(matter: Matter, by: User, now: datetime, today: date) -> Done:
    who = permissions_at(by, today)
    demand(may_follow_up(who, matter))
    demand(open_to(by, matter))
    return Done(by, who.on_behalf_of(matter.organisation), now, today)


def _apply_result(row: FollowUp, to_do: ToDo) -> None:
    row.text, row.responsible, row.due = to_do.text.strip(), to_do.responsible.strip(), to_do.due
    if not row.text:
        raise InvalidInput.because(_("Write what is to be done."), field="text")
    validate_fields(row, "text", "responsible")
