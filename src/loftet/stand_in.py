"""The command that starts stand-ins of the official sources, and fetches a national edition from them.

As in `commands.py`, what is heavy is imported when it is needed.
"""

import argparse
import datetime
import os
import shlex
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from loftet.invalid_input import InvalidInput
from loftet.locations import catalogue_folder
from loftet.settings_file import FILE, VARIABLE, read_settings, write_settings

if TYPE_CHECKING:
    from loftet.sources.stand_in.office import StandIns

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
PORT = 8600
OFFICES = ("ssb", "fhi", "mdir", "klass", "landbruksdirektoratet", "nve", "imdi", "brreg", "doffin")
DONE, PARTLY = 0, 3
# What is done on the first day (docs/how-to/first-national-edition.md), but for the site.
STEPS = (
    "catalogue verify --write",
    "places update --write",
    "fetch --out {folder}/study",
)


def add_stand_in_command(commands: Commands) -> None:
    """Add what starts the stand-ins."""
    about = stand_in.__doc__
    parser = commands.add_parser("stand-in", help=about, description=about)
    parser.set_defaults(run=stand_in, settings_file=False)
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on (%(default)s)")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("build/demo-sources"),
        help="folder for a copy of the catalogue, the data, and the settings that name them (%(default)s)",
    )
    parser.add_argument("--slow", type=float, default=0.0, help="seconds before each answer with figures (0)")
    parser.add_argument(
        "--closed", nargs="+", choices=OFFICES, default=[], help="sources that do not answer (503)"
    )
    parser.add_argument("--without-faults", action="store_true", help="no 429 and no 503 now and then")
    parser.add_argument("--edition", action="store_true", help="fetch an edition from them, and stop")


def stand_in(options: argparse.Namespace) -> int:
    """Start stand-ins of the official sources on this machine; all figures are made up."""
    from loftet.sources.stand_in.server import make_stand_ins, open_server, save_files

    folder = options.folder.expanduser().resolve()
    prepare(folder, options.port)
    today = datetime.date.today()  # noqa: DTZ011 - the reader's day
    stand_ins = make_stand_ins(folder / "published", today)
    save_files(folder / "published", folder / "data", today)
    stand_ins.slow, stand_ins.faults = options.slow, not options.without_faults
    stand_ins.closed = frozenset(options.closed)
    with open_server(stand_ins, options.port) as server:
        if options.edition:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return fetch_edition(folder, stand_ins)
        print(f"stand-ins: http://127.0.0.1:{options.port}/ (Ctrl-C stops them)")
        print(f"in another terminal: export {VARIABLE}={shlex.quote(str(folder / FILE))}", flush=True)
        server.serve_forever()
    return DONE


def prepare(folder: Path, port: int) -> None:
    """Copy the catalogue, for the stand-ins to read and for commands to write in, and write the settings.

    What is there already stays, so that a fetch which was stopped goes on.
    """
    for name in ("published", "catalogue"):
        if not (folder / name).is_dir():
            with suppress(FileNotFoundError):
                shutil.rmtree(folder / f"{name}.new")
            shutil.copytree(catalogue_folder(), folder / f"{name}.new")
            (folder / f"{name}.new").rename(folder / name)
    settings = {
        "LOFTET_SOURCES": f"http://127.0.0.1:{port}/",
        "LOFTET_DATA": str(folder / "data"),
        "LOFTET_CATALOGUE": str(folder / "catalogue"),
    }
    file = folder / FILE
    if not file.exists():
        write_settings(file, settings)
    elif read_settings(file).get("LOFTET_SOURCES") != settings["LOFTET_SOURCES"]:
        cause = f"names other stand-ins than those on port {port}: use that port, or another --folder"
        raise InvalidInput.because(cause, file=file)


def fetch_edition(folder: Path, stand_ins: "StandIns") -> int:
    """Run the commands of the first day one after the other, and print what the stand-ins were asked.

    A fetch of which a part did not come goes on to the edition, as a person would.
    """
    ended = DONE
    for step in STEPS:
        code, _ = _run(step.format(folder=folder), folder)
        if code not in (DONE, PARTLY):
            return code
        ended = max(ended, code)
    code, printed = _run(f"edition build {folder / 'study'}", folder)
    if code != DONE:
        return code
    code, _ = _run(f"edition publish {printed.split()[-1]}", folder)
    counted = stand_ins.counts
    print(
        f"the stand-ins answered {sum(counted.values())} requests: {counted['figures']} with figures, "
        f"{counted['unchanged']} unchanged, {counted['description']} descriptions, "
        f"{counted['refused']} refused"
    )
    return code or ended


def _run(words: str, folder: Path) -> tuple[int, str]:
    """Run a command of ours with the settings of the stand-ins, and print what it prints."""
    print(f"$ loftet {words}", flush=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOFTET_")}
    environment[VARIABLE] = str(folder / FILE)
    command = [sys.executable, "-m", "loftet.cli", *shlex.split(words)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        assert running.stdout is not None
        printed = []
        for line in running.stdout:
            printed.append(line)
            if not line.startswith(("+", "-", " ", "@")):  # what would change in the places, row by row
                print(line, end="", flush=True)
    return running.returncode, "".join(printed)
