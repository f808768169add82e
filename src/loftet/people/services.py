"""Services for signing in (Ansattporten, ID-porten) as the settings name them; knows no Django."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """A service that tells who somebody is, by OpenID Connect.

    `levels` are the levels of assurance that are enough, as its `acr` says them, the lowest first. With a
    `resource` it must also tell for which organisation the person acts (Ansattporten).
    """

    key: str
    name: str
    issuer: str
    client: str
    secret: str
    levels: tuple[str, ...]
    resource: str = ""
