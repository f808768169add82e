"""Device cookies: a browser that has signed in before is known, and its attempts are counted apart.

The cookie names a user by number, the number of their sign-ins and a nonce, signed with the secret of the
site. It signs nobody in: it only lets a person ask for a code and try it where strangers have used up the
limits. «Sign out everywhere» and erasing make it worthless. Only somebody who has signed in as a user can
have a cookie of that user, so it shows nothing that its holder did not know.
"""

import secrets
from dataclasses import dataclass

from django.core import signing

from loftet.people.hashes import keyed
from loftet.people.limits import DEVICE_LASTS
from loftet.people.models import User

DEVICE_COOKIE, SALT = "device", "loftet.people.device"


@dataclass(frozen=True, slots=True)
class Device:
    """The content of a device cookie."""

    user: int
    sign_in_number: int
    nonce: str

    def belongs_to(self, user: User | None) -> bool:
        """Check whether the user signed in here, and has not signed out everywhere since."""
        return user is not None and (self.user, self.sign_in_number) == (user.pk, user.sign_in_number)


def new_device(user: User, cookie: str) -> str:
    """Return the cookie for a browser in which a user has signed in; one that is known keeps its nonce."""
    before = read_device(cookie)
    nonce = before.nonce if before and before.belongs_to(user) else secrets.token_urlsafe(16)
    return signing.dumps([user.pk, user.sign_in_number, nonce], salt=SALT)


def read_device(cookie: str) -> Device | None:
    """Return what a cookie holds, or nothing if it was not signed here or is too old."""
    try:
        user, number, nonce = signing.loads(cookie, salt=SALT, max_age=DEVICE_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(user, number, nonce)


def device_hash(cookie: str, user: User | None) -> str:
    """Return what the attempts of a known browser are counted by, or an empty text for an unknown one."""
    device = read_device(cookie) if cookie else None
    return keyed("device", device.nonce) if device and device.belongs_to(user) else ""
