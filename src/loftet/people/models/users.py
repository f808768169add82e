"""Persons: known by an e-mail address, without a password."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from loftet.people.telephone import LONGEST, check_telephone

LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


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
    telephone = models.CharField(
        _("telephone number"), max_length=LONGEST, blank=True, validators=[check_telephone]
    )
    language = models.CharField(_("language"), max_length=2, blank=True, choices=LANGUAGES)
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

    @property
    def label_in_log(self) -> str:
        """Return what the log calls the person: it is never changed, so it must not hold a name."""
        return f"#{self.pk}"

    def get_session_auth_hash(self) -> str:
        """Return what a session must know to be this person's; another number makes all of them worthless."""
        return self._sign_in_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same for each secret that the site had before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._sign_in_hash(secret)

    def _sign_in_hash(self, secret: str | bytes | None = None) -> str:
        salt, number = "loftet.people.sign_in", f"{self.pk}:{self.sign_in_number}"
        return salted_hmac(salt, number, secret=secret, algorithm="sha256").hexdigest()
