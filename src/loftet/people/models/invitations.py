"""Invitations: an organisation asks somebody to take a role, for a while; the answer is theirs."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Owned
from loftet.people.models.organisations import Organisation
from loftet.people.models.roles import Role, RoleKind
from loftet.people.models.users import LANGUAGES, User


class Answer(models.TextChoices):
    """The answer to an invitation."""

    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, which wait for an answer or no longer do."""

    def waiting(self, now: datetime) -> "InvitationQuerySet":
        """Return those that can still be answered."""
        return self.filter(answer="", expires__gt=now)

    def to(self, address: str) -> "InvitationQuerySet":
        """Return those to an address."""
        return self.filter(email=address.strip().lower()).exclude(email="")


class Invitation(Owned, models.Model):
    """An organisation asks the owner of an e-mail address to take a role.

    With a `document` it is a delegation: the person belongs to another organisation, and acts for this one.
    With `replaces` it is a handing over: that role ends when the new one begins. The address goes when the
    invitation is answered or has expired.
    """

    lock_with = ("organisation", "invited_by")

    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    document = models.CharField(_("case number or document"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    replaces = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_made")
    invited = models.DateTimeField(_("invited"))
    expires = models.DateTimeField(_("expires"), db_index=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("email", "organisation", "kind"),
                condition=Q(answer="") & ~Q(email=""),
                name="one_open_invitation_to_a_role",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | (~Q(answer="") & Q(answered__isnull=False)),
                name="invitation_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(email=""), name="answered_invitation_keeps_no_address"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="invited_role_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label_in_log

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: no address."""
        return f"{self.organisation}: {self.kind}"

    def close(self, answer: Answer, now: datetime) -> None:
        """Save the answer, and remove the address."""
        self.answer, self.answered, self.email = answer, now, ""
        self.save(update_fields=["answer", "answered", "email"])

    @property
    def is_delegation(self) -> bool:
        """Check whether it lets somebody of another organisation act for this one."""
        return self.document != ""
