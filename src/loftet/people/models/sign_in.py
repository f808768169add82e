"""Codes on their way to somebody, and counted attempts; both are removed soon after."""

from django.db import models
from django.db.models import Q

from loftet.people.models.invitations import Invitation
from loftet.people.models.users import User


class SignInCode(models.Model):
    """A code that was asked for; the row goes when it is used, and soon after it has expired.

    There is a row for an address that nobody has, too, so that the answer takes the same time; its code is
    sent to nobody. `browser` is a hash, keyed with the secret of the site; the code is computed from it
    (`hashes.code_of`) and kept nowhere.
    """

    browser = models.CharField(max_length=64, unique=True)
    # Keyed hash of the address: wrong codes are counted for it.
    address = models.CharField(max_length=64)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    expires = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(user=None) | Q(invitation=None), name="code_is_for_one_person")
        ]

    def __str__(self) -> str:
        return f"{self.expires:%Y-%m-%d %H:%M}"


class ThrottleKind(models.TextChoices):
    """The kinds of attempt that are counted."""

    ASKED = "asked"
    WRONG = "wrong"
    BEGUN = "begun"
    TOLD = "told"
    ENTRY = "entry"
    KEPT = "kept"
    VOICE = "voice"
    LOOKS = "looks"
    TEAM = "team"


class ThrottleEvent(models.Model):
    """Somebody asked for a code, gave a wrong one, began otherwise, reported an error, asked for access,
    gave input to a question, looked a firm up or registered for a meeting; counted, so that nobody guesses
    or floods.

    Who it was is kept as keyed hashes, for an hour or so. `device` is set for a browser that has signed in
    before: it is counted apart. `for_all` is false where no user and no invitation has the address: such an
    attempt costs no letter and can guess nothing, so it does not count in the limit for all.
    """

    kind = models.CharField(max_length=5, choices=ThrottleKind)
    address = models.CharField(max_length=64)
    client = models.CharField(max_length=64)
    device = models.CharField(max_length=64, blank=True, default="")
    for_all = models.BooleanField(default=True)
    when = models.DateTimeField()

    class Meta:
        db_table = "people_knock"
        indexes = [models.Index(fields=("kind", "when"), name="knocks_of_late")]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.kind}"
