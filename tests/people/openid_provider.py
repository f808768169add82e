"""A service for signing in, on this machine: it tells what a test lets it tell, true or forged."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from loftet.people.openid import s256
from loftet.people.services import Service

CLIENT, SECRET = "loftet", "a secret of this test"
PID = "01017012345"
Claims = dict[str, Any]
KEY = RSAKey.generate_key(2048, parameters={"kid": "one"})
OTHER_KEY = RSAKey.generate_key(2048, parameters={"kid": "one"})


def parties(*numbers: str, resource: str = "urn:altinn:resource:loftet") -> list[Claims]:
    """Return organisations as Ansattporten tells of them."""
    orgs = [{"orgno": {"authority": "iso6523-actorid-upis", "ID": f"0192:{number}"}} for number in numbers]
    return [{"type": "ansattporten:altinn:resource", "resource": resource, "authorized_parties": orgs}]


@dataclass
class Provider:
    """The service: what it tells is `claims` over what is right; `sign` makes a token of them."""

    issuer: str = ""
    claims: Claims = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    sign: Callable[[Claims], str] | None = None
    says_it_is: str = ""
    asked: dict[str, str] = field(default_factory=dict)

    def service(self, resource: str = "") -> Service:
        return Service(
            "ansattporten", "Ansattporten", self.issuer, CLIENT, SECRET, ("substantial", "high"), resource
        )

    def reads(self, address: str) -> dict[str, str]:
        """Read what somebody is led here with, and give what leads back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return {"code": "a-code", "state": self.asked["state"]}

    def token(self) -> str:
        now = int(time.time())
        right = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "kTj9-a-word-of-its-own",
            "nonce": self.asked["nonce"],
            "iat": now,
            "exp": now + 120,
            "acr": "high",
            "pid": PID,
            "email": "eli@gol.example",
        }
        told = {name: one for name, one in {**right, **self.claims}.items() if name not in self.leave_out}
        return (self.sign or signed)(told)


def signed(claims: Claims, key: Any = KEY, algorithm: str = "RS256", kid: str = "one") -> str:
    return jwt.encode({"alg": algorithm, "kid": kid}, claims, key, algorithms=[algorithm])


def words(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unsigned(claims: Claims) -> str:
    return f"{words(json.dumps({'alg': 'none'}).encode())}.{words(json.dumps(claims).encode())}."


def signed_by_what_is_public(claims: Claims) -> str:
    """Sign with the public key as if it were a shared secret, to be believed by who asks the token how."""
    header = words(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    body = f"{header}.{words(json.dumps(claims).encode())}"
    mark = hmac.new(KEY.as_pem(private=False), body.encode(), "sha256").digest()
    return f"{body}.{words(mark)}"


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        own = self.provider.issuer
        if self.path == "/.well-known/openid-configuration":
            self._answer(
                {
                    "issuer": self.provider.says_it_is or own,
                    "authorization_endpoint": f"{own}/authorize",
                    "token_endpoint": f"{own}/token",
                    "jwks_uri": f"{own}/keys",
                }
            )
        else:
            self._answer({"keys": [KEY.as_dict(private=False)]})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.provider.asked
        right = (
            self.headers["Authorization"] == f"Basic {login}"
            and sent["code"] == ["a-code"]
            and sent["redirect_uri"] == [asked["redirect_uri"]]
            and s256(sent["code_verifier"][0]) == asked["code_challenge"]
        )
        self._answer(
            {"id_token": self.provider.token()} if right else {"error": "invalid_grant"},
            200 if right else 400,
        )

    def _answer(self, told: Claims, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"provider": provider}))
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
