"""Who can what in a municipality: added, changed, removed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.models import Organisation, User
from loftet.people.queries import permissions_at
from loftet.programme.actions.participation import Clerk
from loftet.programme.models import Competence, CompetenceKind
from loftet.programme.queries.competence import own_people
from loftet.programme.rules import may_edit_competence


@dataclass(frozen=True, slots=True)
class Ability:
    """What somebody can: a person of the municipality, a function there, or both."""

    kind: CompetenceKind
    person: User | None
    function: str
    about: str
    can_be_lent: bool


@transaction.atomic
def add_competence(organisation: Organisation, ability: Ability, *, clerk: Clerk) -> Competence:
    """Write that somebody in a municipality can something.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when it is nobody's, or somebody's who has no role there.
    """
    demand(may_edit_competence(permissions_at(clerk.by, clerk.today), organisation))
    row = Competence(organisation=organisation)
    _write(row, ability, clerk)
    row.save()
    _record("competence.added", row, clerk)
    return row


@transaction.atomic
def revise_competence(row: Competence, version: int, ability: Ability, *, clerk: Clerk) -> Competence:
    """Write it anew.

    Raises:
        NotAllowed, InvalidInput: as when it is added.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    current = _locked(row, clerk)
    same_version(current.version, version)
    _write(current, ability, clerk)
    current.version += 1
    current.save()
    _record("competence.revised", current, clerk)
    return current


@transaction.atomic
def remove_competence(row: Competence, version: int, *, clerk: Clerk) -> None:
    """Take away what no longer holds; that it stood there is in the log, without a name.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    current = _locked(row, clerk)
    same_version(current.version, version)
    _record("competence.removed", current, clerk)
    current.delete()


def _locked(row: Competence, clerk: Clerk) -> Competence:
    rows = Competence.objects.select_for_update(of=("self",)).select_related("organisation")
    current = rows.get(pk=row.pk)
    demand(may_edit_competence(permissions_at(clerk.by, clerk.today), current.organisation))
    return current


def _write(row: Competence, ability: Ability, clerk: Clerk) -> None:
    if ability.person is None and not ability.function.strip():
        raise InvalidInput.because(_("Choose a person, or write a function."), field="person")
    if ability.person is not None and ability.person not in own_people(row.organisation, clerk.today):
        raise InvalidInput.because(_("The person has no role in the municipality."), field="person")
    row.kind, row.person, row.function = ability.kind, ability.person, ability.function.strip()
    row.about, row.can_be_lent = ability.about.strip(), ability.can_be_lent


def _record(action: str, row: Competence, clerk: Clerk) -> None:
    organisation = row.organisation
    record(
        action,
        row,
        by=clerk.by,
        acting_for=organisation.name,
        scope=organisation.slug,
        details={"kind": str(row.kind), "version": row.version},
    )
