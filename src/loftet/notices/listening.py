"""Notices of what happens in `people`: somebody leaves a role, or asks for access. Both are letters."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.people.letters import deciders
from loftet.people.models import AccessRequest, Organisation, Role, User


def on_role_left(role: Role, by: User, now: datetime) -> None:
    """Notify those who decide on a role that its holder leaves; of a delegation, those who gave it."""
    organisation = role.organisation
    address = reverse("organisation", args=[organisation.slug])
    news = News("role.left", role, address, organisation.name, within=(organisation,))
    to = deciders(organisation, timezone.localdate(now))
    notify(news, to, reason=Reason.ROLE, by=by, now=now)


def on_access_requested(request: AccessRequest, to: Sequence[User], now: datetime) -> None:
    """Notify those who facilitate in a region that somebody asks for access."""
    organisation = Organisation.objects.filter(place=request.place, kind="municipality").first()
    address = reverse("invite", args=[organisation.slug]) if organisation else reverse("cohorts")
    news = News("access.requested", request, address, request.place.name)
    notify(news, to, reason=Reason.ASKED, by=None, now=now)


def leaving_text(role: Role) -> str:
    """Return who leaves which role, and when."""
    said = {"person": role.user, "role": role.get_kind_display(), "organisation": role.organisation.name}
    if role.valid_to is None:
        return _("%(person)s stays %(role)s for %(organisation)s after all.") % said
    said["day"] = date_format(role.valid_to, "j. F Y")
    return _("%(person)s is %(role)s for %(organisation)s until %(day)s. Decide who takes over.") % said


def request_text(request: AccessRequest) -> str:
    """Return who asks, with what they wrote."""
    said = {"name": request.name, "email": request.email, "place": request.place.name}
    lines = [_("%(name)s (%(email)s) asks to take part for %(place)s.") % said]
    if request.text:
        lines.append(f"«{request.text}»")
    lines.append(_("Do you know who it is? Invite them. If not, you need do nothing."))
    return "\n\n".join(lines)
