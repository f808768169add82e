"""The reasons for which no connection comes about, in words, and which of them another try may mend."""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

CERTIFICATE = (
    "a proxy of the office may open connections with a certificate of its own; "
    "SSL_CERT_FILE names the file that holds it"
)
OVERLOADED = ("502", "503", "504")  # of a proxy that may answer the next time
PROXY = "HTTPS_PROXY names it, with user and password where it asks for them"
NO_NAME = "its name is not found; check the connection to the internet, or name the proxy in HTTPS_PROXY"


@dataclass(frozen=True, slots=True)
class ConnectionFault:
    """Why no answer came; `lasting` tells that it will be the same the next time."""

    cause: str
    lasting: bool = False

    @classmethod
    def of(cls, fault: httpx.TransportError) -> "ConnectionFault":
        """Find the reason, which may lie several causes deep."""
        chain = list(_chain(fault))
        if found := next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None):
            return cls(
                f"its certificate is not trusted ({found.verify_message}): {CERTIFICATE}", lasting=True
            )
        broken = next((one for one in chain if isinstance(one, ssl.SSLError)), None)
        if isinstance(fault, httpx.ConnectError) and broken and not isinstance(broken, ssl.SSLEOFError):
            return cls(
                f"no encrypted connection comes about ({broken}): {CERTIFICATE}",
                lasting=True,
            )
        if isinstance(fault, httpx.ProxyError):
            lasting = not str(fault).startswith(OVERLOADED)
            return cls(f"the proxy refuses the connection ({fault}): {PROXY}", lasting)
        if any(isinstance(one, socket.gaierror) for one in chain):
            return cls(f"the interface does not answer ({NO_NAME})")
        named = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
        return cls(f"the interface does not answer ({named})")


def _chain(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault, what caused it, and so on."""
    found: BaseException | None = fault
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__
