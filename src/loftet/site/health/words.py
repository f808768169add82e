"""The checks as `/drift/` calls them; their sentences are those of `loftet check`, in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from loftet.background.health import run_checks
from loftet.core.kinds import HealthState
from loftet.core.words import Words

CALLED: Mapping[str, Words] = {
    "database": _("The database"),
    "migrations": _("The tables of the database"),
    "edition": _("The published edition"),
    "worker": _("The worker"),
    "codes": _("Codes to sign in with"),
    "letters": _("Letters"),
    "jobs": _("Jobs"),
    "backup": _("Backup"),
    "folder": _("The folder of the data"),
    "disk": _("Space on the disk"),
    "clock": _("The clock"),
    "secret": _("The secret"),
    "sessions": _("Who is signed in"),
    "settings": _("The settings"),
    "mail": _("The e-mail server"),
    "operator": _("What readers are told of who runs the site"),
    "told": _("Who may see this page"),
    "search": _("The index of the search"),
}
OF_ITS_OWN = frozenset({"procurement"})  # the page lists its rows


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A check that did not find all well: what it is called, whether it has failed, and its sentence."""

    words: Words
    has_failed: bool
    sentence: str


def fault_lines(now: datetime) -> Sequence[FaultLine]:
    """Return what is not well, what has failed first."""
    found = [
        FaultLine(CALLED.get(one.name, one.name), one.state is HealthState.FAIL, one.sentence)
        for one in run_checks(now)
        if one.state is not HealthState.OK and one.name not in OF_ITS_OWN
    ]
    return sorted(found, key=lambda one: not one.has_failed)
