"""The backend by which Django finds the user of a session; nobody has a password."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from loftet.people.models import User


class SignedInPerson(BaseBackend):
    """Somebody who has shown who they are: by a code, a passkey, or a service for signing in."""

    def authenticate(self, request: HttpRequest | None, **_credentials: str) -> None:
        """Refuse: what shows who somebody is, is an action, which signs in by itself."""

    def get_user(self, user_id: int) -> User | None:
        """Find a person who may be signed in."""
        return User.objects.filter(pk=user_id, is_active=True).first()
