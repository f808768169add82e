"""The rules on comments on figures; a no always has its reason."""

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.geography.place import Kind
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.places.models import Place
from loftet.status.models import FigureComment

COMMENTS = (
    RoleKind.STATISTICS,
    RoleKind.SUSTAINABILITY_COORDINATOR,
    RoleKind.PLANNER,
    RoleKind.BUSINESS_ADVISER,
    RoleKind.EDITOR,
    RoleKind.FACILITATOR,
    RoleKind.TOP_MANAGEMENT,
)


def may_comment(actor: Actor, place: Place) -> Verdict:
    """Check whether an actor may comment on the figures of a place, for the municipality that it is."""
    if place.kind != Kind.MUNICIPALITY:
        return Denied(_("Only municipalities comment on their figures."))
    if actor.permissions.has(place, *COMMENTS):
        return ALLOWED
    return Denied(_("Only those who work for the municipality can comment on its figures."))


def may_withdraw_comment(actor: Actor, comment: FigureComment) -> Verdict:
    """Check whether a comment may be withdrawn."""
    if comment.withdrawn is not None:
        return Denied(_("The comment has been withdrawn already."))
    return may_comment(actor, comment.place)


def comments_as(actor: Actor, place: Place) -> str:
    """Return the organisation on whose behalf somebody comments on the figures of a place."""
    return actor.permissions.on_behalf_of(place, *COMMENTS)
