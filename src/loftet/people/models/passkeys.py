"""Passkeys, and what was begun with something outside: a machine's key, or a service for signing in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.people.models.users import User


class Passkey(models.Model):
    """A key in somebody's machine or password manager; what is kept here is its public half."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=2046, unique=True)  # hexadecimal
    public = models.BinaryField()  # as the authenticator attested it
    count = models.PositiveBigIntegerField(default=0)
    name = models.CharField(_("name"), max_length=100)
    added = models.DateTimeField(_("added"))
    used = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ("added", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: people give their keys names of their own."""
        return f"#{self.pk}"


class OutsideIdentity(models.Model):
    """The word by which a service for signing in knows a person: one of its own, never a national number."""

    user = models.ForeignKey(User, models.CASCADE, related_name="outside_identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    added = models.DateTimeField(_("added"))
    used = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("issuer", "subject"), name="outside_identity_is_one_persons"),
            models.UniqueConstraint(fields=("issuer", "user"), name="one_outside_identity_of_an_issuer"),
        ]

    def __str__(self) -> str:
        return self.issuer

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: by which service."""
        return self.issuer


class PendingSignIn(models.Model):
    """A signing in, or a tying to a person, that waits for an answer from outside; it is answered once.

    `browser` is a keyed hash of a word in the browser that began; `challenge` is what the answer must be to.
    """

    browser = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=30)
    challenge = models.CharField(max_length=200)
    verifier = models.CharField(max_length=200, blank=True)
    next_url = models.CharField(max_length=500, blank=True, db_column="way_on")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "people_begun"

    def __str__(self) -> str:
        return f"{self.kind}, {self.expires:%Y-%m-%d %H:%M}"
