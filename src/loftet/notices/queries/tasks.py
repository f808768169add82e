"""The tasks that follow from what `people` knows: invitations to answer, roles that are about to end."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.people.actor import Actor
from loftet.people.models import Delegation, Invitation, Organisation, Role, RoleKind
from loftet.people.permissions import Permissions
from loftet.people.queries.own import offered
from loftet.ui.templatetags.loftet import last_day

SOON = timedelta(days=30)
BEGINS = (RoleKind.TOP_MANAGEMENT, RoleKind.ADMINISTRATOR)


def own_roles(actor: Actor) -> TaskReads:
    """Return the invitations that wait for the person's answer, and the roles that end soon."""
    permissions = actor.permissions
    if permissions.user is None:
        return ()
    yield from ()
    return [*map(_invitation, permissions.once(offered)), *_ending_roles(permissions, actor.today)]


def _invitation(one: Invitation) -> Task:
    return Task(
        what=_("Say yes or no to being %(role)s for %(organisation)s")
        % {"role": one.get_kind_display(), "organisation": one.organisation.name},
        address=f"{reverse('my_page')}#invitations",
        organisation=one.organisation.name,
        reason=_("You have been invited."),
        due=timezone.localdate(one.expires),
    )


def _ending_roles(permissions: Permissions, today: date) -> Iterator[Task]:
    """Return the roles that end soon, unless the person ends them: renewed or handed over, nothing stops."""
    for one in permissions.roles:
        if one.ends is not None and one.ends <= today + SOON and not one.given_up:
            yield Task(
                what=_("Your role as %(role)s for %(organisation)s ends: have it renewed, or hand over")
                % {"role": one.kind.label, "organisation": one.name},
                address=reverse("my_page") + ("#delegations" if one.by_delegation else "#roles"),
                organisation=one.name,
                reason=_("It is your role."),
                due=last_day(one.ends),
            )


def first_step(actor: Actor) -> TaskReads:
    """Return what comes first on a new site: to invite the others, until one is invited or has a role."""
    begins = actor.permissions.held_in(*BEGINS, own=True)
    if not begins:
        return ()
    others = Exists(Role.objects.exclude(user=actor.user)), Exists(Invitation.objects.all())
    alone = Organisation.objects.filter(*(~one for one in others), pk__in=begins)
    (found,) = yield [alone.order_by("name")]
    return [
        Task(
            what=_("Invite the others who will work here for %(organisation)s") % {"organisation": one.name},
            address=reverse("invite", args=[one.slug]),
            organisation=one.name,
            reason=_("Nobody else is here yet."),
        )
        for one in found[:1]
    ]


def ending_delegations(actor: Actor) -> TaskReads:
    """Return the delegations that end soon to those who decide whether to give new ones."""
    leads = actor.permissions.held_in(RoleKind.TOP_MANAGEMENT, own=True)
    if not leads:
        return ()
    ends = (actor.today + timedelta(days=1), actor.today + SOON)
    rows = Delegation.objects.filter(giver__in=leads, withdrawn=None, valid_to__range=ends)
    rows = rows.exclude(holder=actor.user).select_related("giver", "holder")
    (found,) = yield [rows.order_by("valid_to", "pk")]
    return [
        Task(
            what=_("The delegation to %(person)s as %(role)s ends: decide whether to give a new one")
            % {"person": one.holder, "role": one.get_kind_display()},
            address=f"{reverse('organisation', args=[one.giver.slug])}#delegations",
            organisation=one.giver.name,
            reason=_("Your role: %(role)s.") % {"role": RoleKind.TOP_MANAGEMENT.called_in(one.giver.kind)},
            due=last_day(one.valid_to),
        )
        for one in found
    ]
