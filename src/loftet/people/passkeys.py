"""Passkeys: what a browser is asked, and whether its answer is to be believed. No database.

The site demands that the person was there and was recognised by the machine (a finger, a face, a code), that
the answer is to the question asked, from a page of this very site. `fido2` is loaded when it is needed.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed

if TYPE_CHECKING:
    from fido2.server import Fido2Server

logging.getLogger("fido2").setLevel(logging.WARNING)  # it would tell of every key
NOT_CONFIRMED = Denied(_("The passkey could not be confirmed. Try again, or sign in with a code."))
NAME = "Løftet"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site as a browser knows it: its name on the net, and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class PasskeyRequest:
    """The question to the browser, and the challenge that its answer must be to."""

    options: Mapping[str, Any]
    challenge: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a machine has made."""

    credential: str
    public: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a key that is made: a handle that tells nothing, and what the machine shows the person."""

    handle: bytes
    address: str
    name: str


def _server(here: RelyingParty) -> "Fido2Server":
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    site = PublicKeyCredentialRpEntity(id=here.host, name=NAME)
    return Fido2Server(site, verify_origin=lambda origin: origin == here.origin)


def _state(challenge: str) -> dict[str, str]:
    from fido2.webauthn import UserVerificationRequirement

    return {"challenge": challenge, "user_verification": UserVerificationRequirement.REQUIRED}


def ask_for_new(here: RelyingParty, owner: Owner, known: Sequence[bytes]) -> PasskeyRequest:
    """Ask a machine to make a key; one that holds a known key declines."""
    from fido2.webauthn import (
        AttestedCredentialData,
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    user = PublicKeyCredentialUserEntity(id=owner.handle, name=owner.address, display_name=owner.name)
    options, state = _server(here).register_begin(
        user,
        credentials=[AttestedCredentialData(one) for one in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return PasskeyRequest(dict(options)["publicKey"], state["challenge"])


def new_key(here: RelyingParty, challenge: str, answer: Mapping[str, Any]) -> NewKey:
    """Return the key that a machine has made.

    Raises:
        NotAllowed: when the answer is not to be believed.
    """
    try:
        made = _server(here).register_complete(_state(challenge), answer)
    except Exception as error:
        raise NotAllowed(NOT_CONFIRMED) from error
    if made.credential_data is None:
        raise NotAllowed(NOT_CONFIRMED)
    return NewKey(made.credential_data.credential_id.hex(), bytes(made.credential_data), made.counter)


def ask_for_any(here: RelyingParty) -> PasskeyRequest:
    """Ask a machine for any key it has for this site; nobody's name is said."""
    from fido2.webauthn import UserVerificationRequirement

    options, state = _server(here).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return PasskeyRequest(dict(options)["publicKey"], state["challenge"])


def credential_of(answer: Mapping[str, Any]) -> str:
    """Return which key an answer says that it is by; nothing is believed yet."""
    from fido2.utils import websafe_decode

    try:
        return websafe_decode(answer["rawId"]).hex()
    except Exception as error:
        raise NotAllowed(NOT_CONFIRMED) from error


def uses_of(here: RelyingParty, challenge: str, public: bytes, answer: Mapping[str, Any]) -> int:
    """Return how often the key has been used, as it says itself, where its answer is to be believed.

    Raises:
        NotAllowed: when it is not.
    """
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

    try:
        _server(here).authenticate_complete(_state(challenge), [AttestedCredentialData(public)], answer)
        return AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except Exception as error:
        raise NotAllowed(NOT_CONFIRMED) from error
