"""WSGI for a request of ASGI: its environment, without what is ambiguous in it, and the whole answer."""

import io
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import unquote_to_bytes

from loftet.core.networks import network_of

Scope: TypeAlias = Mapping[str, Any]
Headers: TypeAlias = list[tuple[bytes, bytes]]
Environ: TypeAlias = dict[str, Any]
Wsgi: TypeAlias = Callable[[Environ, Callable[..., object]], Iterable[bytes]]

# What a person needs to know beside the number; which language they read is not known here.
TOO_LARGE = (
    "Fila eller teksten er for stor, og ingenting er lagret. Gå tilbake, og send en mindre fil.\n"
    "Fila eller teksten er for stor, og ingenting er lagra. Gå tilbake, og send ei mindre fil."
)

log = logging.getLogger(__name__)

# A Content-Type by RFC 9110, 8.3; a boundary by RFC 2046, 5.1.1. No browser sends parameters in the
# extended form of RFC 2231 (a name with an asterisk), which would carry a character set of their own.
_WORD = r"[!#$%&'+.^_`|~0-9A-Za-z-]+"
_PARAMETER = re.compile(rf';[ \t]*(?:({_WORD})=({_WORD}|"[^"\\]*")[ \t]*)?')
_CONTENT_TYPE = re.compile(rf"[ \t]*({_WORD}/{_WORD})[ \t]*((?:{_PARAMETER.pattern})*)")
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_UTF_8 = frozenset({"utf-8", "utf8"})
# In the head of a part and in Accept, where nobody needs it either. From the last asterisk on: from each, to
# the end, it would be looked through for seconds.
_EXTENDED = re.compile(r"\*[^*=;,\r\n]*=")
_PART_HEAD = 1024  # bytes of headers that Django reads of a part
MOST_PARTS = 2_000  # Django takes 1,000 fields and 100 files
LONGEST_COOKIES = 8 * 1024  # as nginx takes: Python unquotes 60 KB of backslashes for seconds


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """An answer."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""


class RefusedRequestError(Exception):
    """A request that is not passed on: the status, and what is said where that is not enough."""

    def __init__(self, status: HTTPStatus, said: str = "") -> None:
        super().__init__(said or status.phrase)
        self.status = status
        self.said = said


def client_of(scope: Scope, *, behind_proxy: bool) -> str:
    """Return where a request comes from: behind a proxy, the last address that it has added."""
    address = str((scope.get("client") or ("",))[0])
    if behind_proxy:
        address = header(scope, b"x-forwarded-for").rpartition(",")[2].strip() or address
    return network_of(address)


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers by their names in WSGI; repeated ones are joined as HTTP does.

    A name with an underscore is left out: in WSGI it could not be told from one with a hyphen, which a
    proxy may have set.

    Raises:
        RefusedRequestError: when the cookies are too long, or the Content-Type is malformed or names another
            character set than UTF-8.
    """
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if name in found:
            text = f"{found[name]}{'; ' if name == 'COOKIE' else ','}{text}"
        found[name] = text
    if len(found.get("COOKIE", "")) > LONGEST_COOKIES:
        raise RefusedRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    if "CONTENT_TYPE" in found:
        found["CONTENT_TYPE"] = content_type_of(found["CONTENT_TYPE"])
    if _EXTENDED.search(found.get("ACCEPT", "")):
        del found["ACCEPT"]
    return found


def content_type_of(value: str) -> str:
    """Return a Content-Type with its boundary and without any other parameter.

    Django decodes the query and the form by the parameter `charset`, with any codec of Python's: the same
    address would then be another page, some codecs take minutes, and some are not for text at all.

    Raises:
        RefusedRequestError: when it names another character set than UTF-8, or is malformed.
    """
    if not value.strip():
        return ""
    match = _CONTENT_TYPE.fullmatch(value)
    if match is None:
        raise RefusedRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type is malformed.")
    boundary = ""
    for name, quoted in _PARAMETER.findall(match[2]):
        text = quoted.strip('"')
        if name.lower() == "charset" and text.lower() not in _UTF_8:
            raise RefusedRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The charset must be UTF-8.")
        if name.lower() == "boundary":
            if boundary or not _BOUNDARY.fullmatch(text):
                raise RefusedRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The boundary is malformed.")
            boundary = text
    return f'{match[1]}; boundary="{boundary}"' if boundary else match[1]


def demand_plain_parts(headers: Mapping[str, str], body: bytearray) -> None:
    """Refuse a form of which a part names a character set for its name or its file's name (RFC 7578, 4.2).

    One of more parts than Django takes is refused before they are copied.

    Raises:
        RefusedRequestError: when a part does, or there are too many.
    """
    _media_type, found, boundary = headers.get("CONTENT_TYPE", "").partition("; boundary=")
    if not found:
        return
    between = b"--" + boundary.strip('"').encode()
    if body.count(between) > MOST_PARTS:
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "The form has too many parts.")
    for part in body.split(between):
        head = part[:_PART_HEAD].partition(b"\r\n\r\n")[0]
        if b"*" in head and _EXTENDED.search(head.decode("latin-1")):
            said = "A part names a character set; all are UTF-8."
            raise RefusedRequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, said)


def header(scope: Scope, name: bytes) -> str:
    """Return the value of one header, or nothing."""
    return next((value.decode("latin-1") for raw, value in scope["headers"] if raw == name), "")


def length_of(headers: Mapping[str, str], most: int) -> int:
    """Return how long the body is going to be.

    Raises:
        RefusedRequestError: when that is not said, or is more than is taken; nothing has been read then.
    """
    if "TRANSFER_ENCODING" in headers:
        raise RefusedRequestError(HTTPStatus.LENGTH_REQUIRED)
    said = headers.get("CONTENT_LENGTH", "0")
    if not (said.isascii() and said.isdigit()):
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST)
    if len(said) > len(str(most)) or int(said) > most:
        raise RefusedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE)
    return int(said)


def environ_of(scope: Scope, headers: Mapping[str, str], body: bytes) -> Environ:
    """Build what WSGI calls the environment; paths and queries keep their bytes, as WSGI wants them."""
    client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        if name not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            environ[f"HTTP_{name}"] = value
    environ["CONTENT_TYPE"] = headers.get("CONTENT_TYPE", "")
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def respond(application: Wsgi, environ: Environ) -> GatewayAnswer:
    """Call a WSGI application and gather its whole answer: a slow reader then holds no thread."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_exc_info: object) -> None:
        begun[:] = [(status, headers)]

    try:
        parts = application(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        ((status, headers),) = begun
    except Exception:
        log.exception("the application failed without an answer")
        return plain_answer(HTTPStatus.INTERNAL_SERVER_ERROR)
    sent = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return GatewayAnswer(int(status[:3]), sent, body)


def plain_answer(status: HTTPStatus, request_id: str = "", said: str = "") -> GatewayAnswer:
    """Build an answer in plain text, after which the connection is closed."""
    body = "".join(f"{line}\n" for line in (f"{status.value} {status.phrase}", said) if line).encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        (b"cache-control", b"no-store"),
    ]
    if request_id:
        headers.append((b"x-request-id", request_id.encode()))
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        headers.append((b"retry-after", b"5"))
    return GatewayAnswer(status.value, headers, body)
