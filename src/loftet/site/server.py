"""The web server of a process."""

from granian import Granian
from granian.constants import Interfaces


def run(host: str, port: int, threads: int) -> None:
    """Serve the site over WSGI until the process is told to end."""
    Granian(
        "loftet.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        websockets=False,
    ).serve()
