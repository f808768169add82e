"""Who uses the house, where they belong, and what they may do there."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from loftet.places.models import Place


class UserManager(BaseUserManager["User"]):
    """Users by their e-mail address."""

    def create_user(self, email: str, **fields: Any) -> "User":
        """Create a user; an address is the same in upper and lower case."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person, known by an e-mail address; nobody has a password here.

    A person who asks to be erased keeps the row, emptied: the log points to it.
    """

    password = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    erased = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    # Every session names the number it began with; raising it signs the person out everywhere.
    sign_in_number = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class OrganisationKind(models.TextChoices):
    """What an organisation is in the partnership."""

    MUNICIPALITY = "municipality", _("municipality")
    REGIONAL_COUNCIL = "regional_council", _("regional council")
    COUNTY = "county", _("county")
    PARTNER = "partner", _("partner")
    SUPPLIER = "supplier", _("supplier")
    RESEARCH = "research", _("research institution")
    VOLUNTARY = "voluntary", _("voluntary organisation")


class Organisation(models.Model):
    """A municipality, a partner, a firm: what people act for. A municipality is tied to its place."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("place")
    )
    number = models.CharField(_("organisation number"), max_length=9, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "slug")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.MUNICIPALITY) | Q(place__isnull=False),
                name="municipality_has_a_place",
            ),
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(kind=OrganisationKind.MUNICIPALITY),
                name="one_organisation_for_a_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleKind(models.TextChoices):
    """What a person does for an organisation."""

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


class DatedRoleQuerySet(models.QuerySet["Role"]):
    """Roles, which last for a time."""

    def on(self, day: date) -> "DatedRoleQuerySet":
        """Keep the roles held on a day; one by delegation ends with the delegation."""
        held = self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
        return held.filter(
            Q(delegation=None)
            | Q(delegation__withdrawn=None, delegation__valid_from__lte=day)
            & (Q(delegation__valid_to=None) | Q(delegation__valid_to__gt=day))
        )


class Delegation(models.Model):
    """An organisation lets somebody of another act for it, in writing: what, from when, until when."""

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations_given")
    holder = models.ForeignKey(User, models.PROTECT, related_name="delegations_held")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    document = models.CharField(_("case number or document"), max_length=200)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)

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


class Role(models.Model):
    """What a person does for an organisation, for a time; as one of its own, or by delegation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=30, choices=RoleKind)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until, not including"), null=True, blank=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="roles")

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
