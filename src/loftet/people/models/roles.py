"""Roles, for a time; and delegations, by which somebody of another organisation acts for one."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.records import Owned
from loftet.people.models.organisations import Organisation, OrganisationKind
from loftet.people.models.users import User


class RoleKind(models.TextChoices):
    """The kinds of role in an organisation."""

    TOP_MANAGEMENT = "top_management", _("top management")
    POLITICIAN = "politician", _("politician")
    BUSINESS_ADVISER = "business_adviser", _("business adviser")
    PROCUREMENT_OFFICER = "procurement_officer", _("procurement officer")
    STATISTICS = "statistics", _("statistics and analysis")
    SUSTAINABILITY_COORDINATOR = "sustainability_coordinator", _("sustainability and climate coordinator")
    PLANNER = "planner", _("planner")
    EMPLOYEE_REPRESENTATIVE = "employee_representative", _("employee representative")
    EDITOR = "editor", _("editor")
    FACILITATOR = "facilitator", _("facilitator")
    ADMINISTRATOR = "administrator", _("administrator")

    def called_in(self, organisation: OrganisationKind | str) -> str:
        """Return what a role is called in a kind of organisation: a municipality has a chief executive."""
        if self is RoleKind.TOP_MANAGEMENT and organisation == OrganisationKind.MUNICIPALITY:
            return gettext("chief executive")
        return str(self.label)


class DatedRoleQuerySet(models.QuerySet["Role"]):
    """Roles, which last for a time."""

    def on(self, day: date) -> "DatedRoleQuerySet":
        """Return the roles held on a day; one by delegation ends with the delegation."""
        held = self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
        return held.filter(
            Q(delegation=None)
            | Q(delegation__withdrawn=None, delegation__valid_from__lte=day)
            & (Q(delegation__valid_to=None) | Q(delegation__valid_to__gt=day))
        )

    def on_or_after(self, day: date) -> "DatedRoleQuerySet":
        """Return the roles that are held on a day or begin later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day))


class Delegation(Owned, models.Model):
    """An organisation lets somebody of another act for it, in writing: what, from when, until when."""

    owner_field = "giver"
    lock_with = ("giver",)

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations_given")
    holder = models.ForeignKey(User, models.PROTECT, related_name="delegations_held")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    document = models.CharField(_("case number or document"), max_length=200)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    given_back = models.BooleanField(_("given back by its holder"), default=False, editable=False)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="delegation_is_in_writing"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="delegation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.get_kind_display()}, {self.holder}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: no name."""
        return f"{self.giver}: {self.kind}"


class Role(Owned, models.Model):
    """A person's role in an organisation, for a time; as one of its own, or by delegation.

    The organisation is locked before its roles, so that of two last leaders only one can leave.
    """

    lock_with = ("organisation", "user")
    lock_first = ("organisation",)

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="roles")
    # When somebody ended it, which can be undone for a while; empty where it was handed over.
    ended = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    given_up = models.BooleanField(_("given up by its holder"), default=False, editable=False)

    objects = DatedRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("organisation", "kind", "valid_from")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "organisation", "kind"),
                condition=Q(valid_to=None),
                name="role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="role_does_not_end_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}, {self.organisation}"

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: no name."""
        return f"{self.organisation}: {self.kind}"
