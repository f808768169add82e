"""The server of the stand-ins, on this machine alone."""

from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from loftet.geography.gazetteer import load_gazetteer
from loftet.geography.place import Kind
from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue import read_catalogue
from loftet.sources.readers import SAVED as SAVED_FILES
from loftet.sources.stand_in.brreg import read_register
from loftet.sources.stand_in.doffin import read_notices
from loftet.sources.stand_in.emissions import SAVED, emission_rows, emissions_workbook
from loftet.sources.stand_in.history import code_history
from loftet.sources.stand_in.lists import coverage_file, list_answers
from loftet.sources.stand_in.office import Asked, StandIns
from loftet.sources.stand_in.tables import public_health, statistics_norway
from loftet.sources.whole_file import write_whole

HOST = "127.0.0.1"


class Desk(BaseHTTPRequestHandler):
    """A reader of requests that passes them to the stand-ins."""

    protocol_version = "HTTP/1.1"
    stand_ins: StandIns

    def respond(self) -> None:
        """Answer a request."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.stand_ins.answer(Asked(self.path, body, self.headers.get("If-None-Match", "")))
        self.send_response(answer.status)
        headers = {"Content-Type": answer.media, "Content-Length": str(len(answer.content))}
        for name, value in (headers | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = respond  # noqa: N815 - the names that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


def make_stand_ins(catalogue: Path, today: date, emitting: int | None = None) -> StandIns:
    """Build the stand-ins for what a catalogue names; the workbook has the first `emitting` municipalities.

    Raises:
        InvalidInput: when the catalogue cannot be used.
    """
    read, places = read_catalogue(catalogue), load_gazetteer(catalogue / "places")
    history = code_history(places)
    return StandIns(
        history,
        statistics_norway(read, history),
        public_health(read, history),
        emissions_workbook(emission_rows(history.on(Kind.MUNICIPALITY, today)[:emitting]), SAVED),
        list_answers(history, today),
        read_register(catalogue),
        read_notices(catalogue, today),
    )


def save_files(catalogue: Path, data: Path, today: date) -> None:
    """Write the files that a person would have saved into the folder of data; what is there stays."""
    places = load_gazetteer(catalogue / "places")
    history = code_history(places)
    for year in (today.year - 2, today.year - 1):
        file = data / SAVED_FILES / "nkom" / f"nkom-dekning-{year}.csv"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            spells = history.on(Kind.MUNICIPALITY, date(year, 1, 1))
            write_whole(file, coverage_file(places, spells, year))


def open_server(stand_ins: StandIns, port: int) -> ThreadingHTTPServer:
    """Return a server on a port of this machine; port 0 takes a free one.

    Raises:
        InvalidInput: when the port is taken.
    """
    desk = type("StandInDesk", (Desk,), {"stand_ins": stand_ins})
    try:
        server = ThreadingHTTPServer((HOST, port), desk)
    except OSError as fault:
        raise InvalidInput.because(f"port {port} cannot be used: {fault.strerror}; choose another") from None
    server.daemon_threads = True
    return server
