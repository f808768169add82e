"""Actions on who can what in a municipality: added, changed, removed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.queries.holders import own_people
from loftet.programme.competence.rules import may_change, may_write
from loftet.programme.models import Competence


def _details(done: Done) -> Mapping[str, Any]:
    """Return what the log keeps: no name."""
    row: Competence = done.result or done.record
    return {"kind": str(row.kind), "version": row.version}


def _write(row: Competence, data: Mapping[str, Any], actor: Actor) -> None:
    set_values(row, data)
    if row.person is not None and row.person not in own_people(row.organisation, actor.today):
        raise InvalidInput.because(_("The person has no role in the municipality."), field="person")


@action("competence.added", rule=may_write, creates=True, details=_details)
def add_competence(organisation: Organisation, data: Mapping[str, Any], *, actor: Actor) -> Competence:
    """Create a line that somebody in a municipality can something.

    Raises:
        InvalidInput: when it is nobody's, or of somebody who has no role there.
    """
    row = Competence(organisation=organisation)
    _write(row, data, actor)
    row.save()
    return row


@action("competence.revised", rule=may_change, details=_details)
def revise_competence(row: Competence, data: Mapping[str, Any], *, actor: Actor) -> Competence:
    """Change a line.

    Raises:
        InvalidInput: as when it is added.
    """
    _write(row, data, actor)
    return row


@action("competence.removed", rule=may_change, details=_details)
def remove_competence(row: Competence, *, actor: Actor) -> None:
    """Remove a line that no longer holds; that it stood there is in the log, without a name."""
    row.delete()
