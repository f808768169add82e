"""OpenID Connect: where a service is asked, and what of its answer is to be believed. No database.

Only what the service has signed counts: nothing in an address does. Of all that it tells, three
things are read: its word for the person, the level of assurance, the organisations. A national identity
number, an e-mail address or a name in the answer is never looked at.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed
from loftet.people.services import Service

NOT_CONFIRMED = Denied(_("The service could not confirm who you are. Try again, or sign in with a code."))
NO_ANSWER = Denied(_("The service does not answer just now. Try again, or sign in with a code."))
TOO_LOW = Denied(_("You signed in at a lower level of assurance than is needed here."))
ALGORITHMS = ("RS256",)
KEPT_FOR = 3600  # seconds for which the addresses and the keys of a service are cached
CLOCKS_DIFFER, OLDEST = timedelta(seconds=60), timedelta(minutes=10)
RESOURCE, NUMBER = "ansattporten:altinn:resource", "0192:"
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class OidcEndpoints:
    """The addresses where a service is asked."""

    authorize: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True)
class Question:
    """The words that are to come back unchanged: the state in the address, the nonce in what is signed."""

    state: str
    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity that a service has signed: its word for the person, the level, the organisations."""

    subject: str
    level: str
    organisations: tuple[str, ...]


def _fetch(address: str) -> Any:
    import httpx

    try:
        return httpx.get(address, timeout=10).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise NotAllowed(NO_ANSWER) from error


def endpoints_of(service: Service) -> OidcEndpoints:
    """Return where a service is asked, as it says itself; it must say that it is who it is.

    Raises:
        NotAllowed: when it does not answer, or is another.
    """
    name = f"openid:{service.issuer}"
    found = cache.get(name)
    if not isinstance(found, OidcEndpoints):
        told = _fetch(service.issuer.rstrip("/") + "/.well-known/openid-configuration")
        try:
            same = told["issuer"] == service.issuer
            found = OidcEndpoints(told["authorization_endpoint"], told["token_endpoint"], told["jwks_uri"])
        except (KeyError, TypeError) as error:
            raise NotAllowed(NO_ANSWER) from error
        scheme = urlsplit(service.issuer).scheme
        if not same or {urlsplit(one).scheme for one in (found.authorize, found.token, found.keys)} != {
            scheme
        }:
            raise NotAllowed(NO_ANSWER)
        cache.set(name, found, KEPT_FOR)
    return found


def address_of(service: Service, endpoints: OidcEndpoints, question: Question, language: str) -> str:
    """Return the address at which the person signs in; the level asked for is that of the settings."""
    asked = {
        "response_type": "code",
        "client_id": service.client,
        "redirect_uri": question.back,
        "scope": "openid",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": s256(question.verifier),
        "code_challenge_method": "S256",
        "acr_values": service.levels[0],
        "ui_locales": language,
    }
    if service.resource:
        wanted = {"type": RESOURCE, "resource": service.resource, "representation_is_required": True}
        asked["authorization_details"] = json.dumps([wanted])
    return f"{endpoints.authorize}?{urlencode(asked)}"


def s256(verifier: str) -> str:
    """Return the challenge of a verifier (RFC 7636)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def token_for(service: Service, endpoints: OidcEndpoints, question: Question, code: str) -> str:
    """Exchange a code for what the service has signed.

    Raises:
        NotAllowed: when it does not answer, or does not know the code.
    """
    import httpx

    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.back,
        "code_verifier": question.verifier,
    }
    try:
        answer = httpx.post(endpoints.token, data=sent, auth=(service.client, service.secret), timeout=10)
        signed = answer.raise_for_status().json()["id_token"]
    except httpx.TransportError as error:
        raise NotAllowed(NO_ANSWER) from error
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise NotAllowed(NOT_CONFIRMED) from error
    return str(signed)


def told_by(service: Service, endpoints: OidcEndpoints, signed: str, nonce: str, now: datetime) -> Identity:
    """Return what a service has told, where it is to be believed.

    Raises:
        NotAllowed: when it is not signed by the service, not for this site, not an answer to this question,
            too old, or at too low a level.
    """
    claims = _claims(endpoints, signed)
    if not _is_for_us(service, claims, nonce, now):
        raise NotAllowed(NOT_CONFIRMED)
    subject, level = claims.get("sub"), claims.get("acr")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotAllowed(NOT_CONFIRMED)
    if not isinstance(level, str) or level not in service.levels:
        raise NotAllowed(TOO_LOW)
    return Identity(subject, level, tuple(_organisations(service, claims.get("authorization_details"))))


def _claims(endpoints: OidcEndpoints, signed: str) -> Mapping[str, Any]:
    """Return what is signed; a key that is not known yet may be new, so the keys are fetched once more."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    name = f"openid-keys:{endpoints.keys}"
    for kept in (cache.get(name), None):
        keys = kept or _fetch(endpoints.keys)
        try:
            claims = jwt.decode(signed, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError, KeyError, TypeError) as error:
            if kept is None:
                raise NotAllowed(NOT_CONFIRMED) from error
            continue
        cache.set(name, keys, KEPT_FOR)
        return claims
    raise NotAllowed(NOT_CONFIRMED)


def _is_for_us(service: Service, claims: Mapping[str, Any], nonce: str, now: datetime) -> bool:
    """Check whether the service says it, to this site, in answer to this question, and just now."""
    audience = claims.get("aud")
    listed = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp", service.client if len(listed) == 1 else None)
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        return False
    moment, leeway = now.timestamp(), CLOCKS_DIFFER.total_seconds()
    return (
        claims.get("iss") == service.issuer
        and service.client in listed
        and party == service.client
        and bool(nonce)
        and claims.get("nonce") == nonce
        and moment - OLDEST.total_seconds() <= issued <= moment + leeway
        and expires > moment - leeway
    )


def _organisations(service: Service, details: object) -> Iterator[str]:
    """Return the organisations that the person acts for by the resource of the settings, by their numbers."""
    for one in details if isinstance(details, list) else ():
        if (
            not isinstance(one, dict)
            or one.get("type") != RESOURCE
            or one.get("resource") != service.resource
        ):
            continue
        parties = one.get("authorized_parties")
        for party in parties if isinstance(parties, list) else ():
            number = party.get("orgno") if isinstance(party, dict) else None
            word = number.get("ID") if isinstance(number, dict) else None
            if isinstance(word, str) and word.startswith(NUMBER):
                yield word.removeprefix(NUMBER)
