"""The e-mails: each is made when it is sent, from the row that it is about."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.mail import Letter, whole
from loftet.people.contacts import contact_of
from loftet.people.hashes import code_of
from loftet.people.limits import CODE_MINUTES
from loftet.people.models import Invitation, Organisation, Role, RoleKind, SignInCode, User
from loftet.people.rules import DECIDES

SIGN_IN_CODE, PASSKEY_ADDED, INVITATION, ROLE = "sign_in_code", "passkey_added", "invitation", "role"
ROLE_IS_NEWS = timedelta(days=2)
# What a role asks of somebody; the others do as `ROLE_TASK` says.
ROLE_TASK = gettext_lazy("read how your municipality is doing, and write what you know.")
ROLE_TASKS = {
    RoleKind.TOP_MANAGEMENT: gettext_lazy("name who takes part, and record what your municipality decides."),
    RoleKind.POLITICIAN: gettext_lazy("read one page: what is decided, what comes next, how things stand."),
    RoleKind.PROCUREMENT_OFFICER: gettext_lazy("write what your municipality needs, and buy with others."),
    RoleKind.FACILITATOR: gettext_lazy("invite the municipalities, and keep the work going."),
    RoleKind.ADMINISTRATOR: gettext_lazy("invite people, and hand roles over when somebody leaves."),
}


def code_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the letter with a code to sign in with: no link, which a mail scanner would follow.

    There is none where nobody has the address that was asked for.
    """
    asked = SignInCode.objects.select_related("user", "invitation").filter(pk=row).first()
    if asked is None or (to := address_of(asked)) is None:
        return None
    with translation.override((asked.user and asked.user.language) or language):
        body = _(
            "Your code is %(code)s\n\n"
            "Write it in the window where you asked for it. It holds for %(minutes)s minutes, and once.\n\n"
            "Did you not ask for a code? Then you need do nothing. "
            "Never give the code to anybody, not even to somebody who says that they call from Løftet.\n"
        )
        written = {"code": code_of(asked.browser), "minutes": CODE_MINUTES}
        return Letter(to, _("Your code for Løftet"), body % written)


def address_of(asked: SignInCode) -> str | None:
    """Return where a code is sent, if anybody has the address that was asked for."""
    if asked.user is not None:
        return asked.user.email if asked.user.is_active else None
    if asked.invitation is not None:
        return asked.invitation.email or None
    return None


def passkey_letter(row: int, language: str, _now: datetime) -> Letter | None:
    """Return the letter that a passkey was added, in case it was not by the person."""
    user = User.objects.filter(pk=row, is_active=True).first()
    if user is None:
        return None
    with translation.override(user.language or language):
        body = _(
            "A passkey has been added: from now on it can be used to sign in as you.\n\n"
            "Was it not you? Sign in with a code, remove the passkey on your page, "
            "and sign out on all machines.\n"
        )
        return Letter(user.email, _("New passkey for Løftet"), body)


def invitation_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter about an invitation that waits, and where to answer it.

    The address alone changes nothing.
    """
    rows = Invitation.objects.waiting(now).select_related("organisation", "invited_by")
    invitation = rows.exclude(email="").filter(pk=row).first()
    if invitation is None:
        return None
    with translation.override(invitation.language):
        inviter = invitation.invited_by
        words = {
            "inviter": (inviter.name or inviter.email) if inviter.is_active else invitation.organisation.name,
            "organisation": invitation.organisation.name,
            "role": RoleKind(invitation.kind).called_in(invitation.organisation.kind),
            "address": whole(reverse("sign_in")),
            "email": invitation.email,
            "day": f"{localtime(invitation.expires):%d.%m.%Y}",
        }
        if invitation.is_delegation:
            first = _("%(inviter)s invites you to act on behalf of %(organisation)s in Løftet, as %(role)s.")
        else:
            first = _("%(inviter)s invites you to take part for %(organisation)s in Løftet, as %(role)s.")
        rest = _(
            "Go to %(address)s and sign in with %(email)s. There you say yes or no.\n\n"
            "The invitation holds until %(day)s. "
            "If you do not know what this is about, you need do nothing.\n"
        )
        subject = _("Invitation from %(organisation)s to Løftet") % words
        asked = [inviter] if inviter.is_active else deciders(invitation.organisation, localtime(now).date())
        body = f"{first % words}\n\n{about_role(RoleKind(invitation.kind))}\n\n{rest % words}"
        return Letter(invitation.email, subject, body, contact=contact_of(asked))


def role_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter to somebody who was given a role without being asked first."""
    today = localtime(now).date()
    roles = Role.objects.on(today).filter(valid_from__gte=today - ROLE_IS_NEWS, user__is_active=True)
    role = roles.select_related("user", "organisation__place").filter(pk=row).first()
    if role is None:
        return None
    with translation.override(role.user.language or role.organisation.official_form):
        words = {
            "organisation": role.organisation.name,
            "role": RoleKind(role.kind).called_in(role.organisation.kind),
            "address": whole(reverse("sign_in")),
            "email": role.user.email,
        }
        first = _("You are now %(role)s for %(organisation)s in Løftet.")
        rest = _("Go to %(address)s and sign in with %(email)s: we send a code to that address.\n")
        contact = contact_of(deciders(role.organisation, today).exclude(pk=role.user_id))
        body = f"{first % words}\n\n{about_role(RoleKind(role.kind))}\n\n{rest % words}"
        subject = _("You have a role for %(organisation)s in Løftet") % words
        return Letter(role.user.email, subject, body, contact=contact)


def about_role(kind: RoleKind) -> str:
    """Return what Løftet is, what a role asks, and how much time it takes."""
    what = _(
        "Løftet shows how a municipality is doing, and helps municipalities solve together what they share."
    )
    return f"{what}\n\n" + _("What you do: %(tasks)s\nTime: %(time)s") % {
        "tasks": ROLE_TASKS.get(kind, ROLE_TASK),
        "time": _("about an hour a month."),
    }


def deciders(organisation: Organisation, on: date) -> QuerySet[User]:
    """Return who decides who has a role in an organisation."""
    held = Role.objects.on(on).filter(organisation=organisation, delegation=None, kind__in=DECIDES)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
