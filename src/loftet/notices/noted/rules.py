"""Rules on what is written in for others: who writes it in, whom the letter asks, and who replies once."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.notices.models import Noted
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role, User
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.rules import facilitator_roles, reaches

LASTS = timedelta(days=21)


def is_coordinator(actor: Actor) -> Verdict:
    """Check whether the actor coordinates a region, and so writes in what others have said."""
    if actor.user is None:
        return Denied(HIDDEN)
    if facilitator_roles(actor.permissions):
        return ALLOWED
    return Denied(_("A coordinator of the region writes in what others have said."))


def may_write_in(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may write in what somebody of an organisation said: its coordinator."""
    if isinstance(denied := is_coordinator(actor), Denied):
        return denied
    if organisation.kind not in SPEAKS_FOR_ITS_PLACE:
        return Denied(_("This is written in for municipalities and counties."))
    if not reaches(facilitator_roles(actor.permissions), organisation.place_id, actor.today):
        return Denied(_("The municipality lies outside of your region."))
    return ALLOWED


def people_asked(organisation: Organisation, kinds: Collection[str], day: date) -> QuerySet[User]:
    """Return who of an organisation can be asked: holders of some roles of its own; a letter reaches them."""
    held = Role.objects.on(day).filter(organisation=organisation, kind__in=kinds, delegation=None)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def may_reply(actor: Actor, noted: Noted) -> Verdict:
    """Check whether the actor may reply: who was asked, once, until the day."""
    if actor.user is None:
        return Denied(HIDDEN)
    if noted.asked_id != actor.user.pk or not noted.asked.is_active:
        return Denied(_("Somebody else was asked."))
    if noted.reply:
        return Denied(_("It is answered already. Call the coordinator if it has to be changed."))
    if noted.expires <= actor.now:
        return Denied(_("This link no longer holds. Use the newest letter, or ask the coordinator."))
    return ALLOWED
