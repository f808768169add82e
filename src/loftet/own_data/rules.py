"""Rules of adding and withdrawing own data; a denial has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.geography.place import Kind
from loftet.own_data.models import OwnFile, OwnSeries, SeriesState
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.places.models import Place

ADDS = (
    RoleKind.BUSINESS_ADVISER,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.STATISTICS,
    RoleKind.PLANNER,
    RoleKind.FACILITATOR,
    RoleKind.EDITOR,
)


def may_add(actor: Actor, place: Place) -> Verdict:
    """Check whether an actor may add own data of a municipality: those who work with figures there."""
    if place.kind != Kind.MUNICIPALITY:
        return Denied(_("Only municipalities have own data here."))
    if actor.permissions.has(place, *ADDS):
        return ALLOWED
    return Denied(
        _("Own data is added by the advisers, coordinators, planners and editors of the municipality itself.")
    )


def adds_as(actor: Actor, place: Place) -> str:
    """Return the organisation on whose behalf somebody adds own data of a municipality."""
    return actor.permissions.on_behalf_of(place, *ADDS)


def may_see_series(actor: Actor, series: OwnSeries) -> Verdict:
    """Check whether a series is shown: what is shown, to everybody; all else to those who may add."""
    if series.state == SeriesState.SHOWN or may_add(actor, series.place):
        return ALLOWED
    return Denied(_("The municipality has taken these figures back, or has not shown them yet."))


def may_correct(actor: Actor, series: OwnSeries) -> Verdict:
    """Check whether a new file may be sent for a series, also one that was taken back."""
    if series.current_id is None:
        return Denied(_("The first file of the series has not been kept yet."))
    return may_add(actor, series.place)


def may_withdraw(actor: Actor, series: OwnSeries) -> Verdict:
    """Check whether a series may be taken back."""
    if series.state != SeriesState.SHOWN:
        return Denied(_("The figures are not shown, so they cannot be taken back."))
    return may_add(actor, series.place)


def may_open_file(actor: Actor, file: OwnFile) -> Verdict:
    """Check whether a file may be opened as it was sent: it may hold more than the figures that are shown."""
    return may_add(actor, file.series.place)


def may_change_file(actor: Actor, file: OwnFile) -> Verdict:
    """Check whether the reading of a file may be changed: until its figures are kept."""
    if file.kept is not None:
        return Denied(_("The figures of this file are kept. Send a new file to correct them."))
    return may_add(actor, file.series.place)
