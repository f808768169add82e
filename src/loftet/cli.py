"""The command `loftet`: its words. Exit 0 done, 2 refused input or something is missing first, 1 fault."""

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from loftet import __version__
from loftet.commands import (
    backup,
    catalogue_check,
    catalogue_verify,
    check,
    demo,
    edition_build,
    edition_challenges,
    edition_diff,
    edition_list,
    edition_publish,
    edition_show,
    manage,
    places_load,
    places_outlines,
    places_tiles,
    places_update,
    recipe_new,
    report,
    restore,
    search,
    serve,
    status,
    study_build,
    taxonomy_check,
    taxonomy_import,
    uncertainty,
    worker,
)
from loftet.export_commands import export_datapackage, export_dcat, export_jsonstat, export_ocds
from loftet.faults import DONE, FAULT, REFUSED, sentence_for
from loftet.fetch_commands import add_doffin_arguments, fetch
from loftet.file_commands import effect, match, pool, procurement_check, procurement_procedures, timetable
from loftet.install import add_install_commands
from loftet.invalid_input import InvalidInput
from loftet.settings_file import load_settings_file
from loftet.stand_in import add_stand_in_command

__all__ = ["DONE", "FAULT", "REFUSED", "build_parser", "main"]

INTERRUPTED = 130  # as a shell counts a command that Ctrl-C ended

Run = Callable[[argparse.Namespace], int | None]  # the exit code, where it is not DONE
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def whole_year(text: str) -> int:
    """Read a year, or tell the parser that it is none."""
    if not (text.isdecimal() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"«{text}» is not a year")
    return int(text)


def whole_count(text: str) -> int:
    """Read a number from 1 on, or tell the parser that it is none."""
    if not (text.isdecimal() and len(text) < 7 and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"«{text}» is not a number from 1 on")
    return int(text)


def whole_day(text: str) -> datetime.date:
    """Read a day, or tell the parser that it is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» is not a day (YYYY-MM-DD)") from None


def share(text: str) -> float:
    """Read a share between 0 and 1, or tell the parser that it is none."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"«{text}» is not between 0 and 1")
    return number


def seed(text: str) -> int:
    """Read a seed, or tell the parser that it is none."""
    if not (text.isdecimal() and len(text) <= 18):
        raise argparse.ArgumentTypeError(f"«{text}» is not a whole number from 0 on")
    return int(text)


def command(commands: Commands, name: str, run: Run) -> argparse.ArgumentParser:
    """Add a command that runs a function and is explained by its docstring."""
    parser = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    parser.set_defaults(run=run, settings_file=run is not demo)
    return parser


def repeatable(parser: argparse.ArgumentParser, draws: str = "", day: str = "") -> None:
    """Add the seed and the day, which all commands from files to files take; most of them need neither."""
    nothing = "nothing in it depends on it"
    parser.add_argument("--seed", type=seed, default=1, help=f"{draws or nothing} (%(default)s)")
    parser.add_argument("--today", type=whole_day, metavar="DATE", help=f"{day or nothing} (the real day)")


def group(commands: Commands, name: str, about: str) -> Commands:
    """Add a word that has commands of its own."""
    return commands.add_parser(name, help=about, description=about).add_subparsers(
        required=True, metavar="COMMAND"
    )


def add_recipe_command(commands: Commands) -> None:
    """Add what proposes a recipe."""
    new = command(group(commands, "recipe", "Recipes: how raw files are read."), "new", recipe_new)
    new.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="raw files, CSV or Excel, of one folder"
    )
    new.add_argument("--scope", required=True, help="county, region or NO whose municipalities are ranked")
    new.add_argument(
        "--codes-at", type=whole_day, default="2024-01-01", help="day of the study's place codes"
    )
    new.add_argument("--out", type=Path, required=True, help="folder of the recipe to write")


def add_study_commands(commands: Commands) -> None:
    """Add what makes a study, and what computes its status."""
    build = command(
        group(commands, "study", "Studies: what a status is computed from."), "build", study_build
    )
    build.add_argument("recipe", type=Path, help="how to read the files (TOML)")
    build.add_argument("--data", type=Path, required=True, help="folder of the raw files")
    build.add_argument("--out", type=Path, required=True, help="folder of the study to write")
    build.add_argument("--report", type=Path, help="file of the report: a page (.html), or text")
    add_recipe_command(commands)

    computed, measured = command(commands, "status", status), command(commands, "doubt", uncertainty)
    for parser, written in ((computed, "folder"), (measured, "CSV file")):
        parser.add_argument("study", type=Path, help="folder of the study")
        parser.add_argument("--out", type=Path, required=True, help=f"{written} to write")
        parser.add_argument("--method", type=Path, help="rules to use instead of the study's method.toml")
        parser.add_argument("--year", type=whole_year, help="year of the status (default: the newest)")
        parser.add_argument(
            "--scheduler",
            help="who computes: local-threads, local-processes, or the address of a Dask cluster",
        )
    computed.add_argument("--format", choices=["csv", "parquet"], default="csv")
    measured.add_argument(
        "--ahead", nargs=2, metavar="PLACE", help="tell how likely the first is ahead of the second"
    )


def add_pool_command(commands: Commands) -> None:
    """Add the command for pooled demand."""
    shared = command(commands, "pool", pool)
    shared.add_argument("pool", type=Path, help="the pool (TOML)")
    shared.add_argument("--out", type=Path, required=True, help="folder to write")
    repeatable(shared)


def add_procurement_command(commands: Commands) -> None:
    """Add the commands for the rules of procurement."""
    rules = group(commands, "procurement", "Rules of procurement.")
    checked = command(rules, "check", procurement_check)
    suggested = command(rules, "procedures", procurement_procedures)
    for parser in (checked, suggested):
        parser.add_argument("case", type=Path, help="the facts of a purchase (TOML)")
        parser.add_argument("--table", type=Path, help="amounts to use instead of the catalogue's (CSV)")
        repeatable(parser, day="the day on which sources are held to be old, and a dialogue frozen")


def add_timetable_command(commands: Commands) -> None:
    """Add what makes a timetable of one-to-one meetings."""
    made = command(commands, "timetable", timetable)
    made.add_argument("folder", type=Path, help="folder of events, participants, requests (CSV)")
    made.add_argument("--out", type=Path, required=True, help="folder to write")
    made.add_argument(
        "--objective",
        choices=["both", "weight", "breaks"],
        default="both",
        help="what makes it good (%(default)s)",
    )
    made.add_argument("--seconds", type=float, default=60.0, help="time to look for it (%(default)s)")
    made.add_argument("--keep", type=Path, metavar="TIMETABLE.csv", help="a timetable to move little of")
    repeatable(made, draws="of what is tried first")


def add_effect_command(commands: Commands) -> None:
    """Add the command for the effect of a project."""
    measured = command(commands, "effect", effect)
    measured.add_argument("panel", type=Path, help="the panel (CSV)")
    measured.add_argument("--out", type=Path, required=True, help="folder to write")
    measured.add_argument("--method", choices=["auto", "synthetic", "did"], default="auto")
    measured.add_argument("--level", type=share, default=0.9, help="of intervals and verdict (%(default)s)")
    measured.add_argument(
        "--pool",
        choices=["with-treated", "without-treated"],
        default="with-treated",
        help="whether a treated place may be a donor of the placebos (%(default)s)",
    )
    measured.add_argument(
        "--incomplete",
        choices=["refuse", "drop"],
        default="refuse",
        help="what becomes of places that lack a year (%(default)s)",
    )
    repeatable(measured, draws="of the random sets")


def add_match_command(commands: Commands) -> None:
    """Add the command that finds solutions for needs."""
    matched = command(commands, "match", match)
    matched.add_argument("--needs", type=Path, required=True, metavar="FILE", help="the needs (CSV)")
    matched.add_argument("--solutions", type=Path, required=True, metavar="FILE", help="the solutions (CSV)")
    matched.add_argument("--out", type=Path, required=True, metavar="FILE", help="CSV file to write")
    matched.add_argument("--top", type=whole_count, default=10, help="solutions of each need (default: 10)")
    matched.add_argument(
        "--without-meaning", action="store_true", help="by words alone, without the language model"
    )
    repeatable(matched)


def add_report_command(commands: Commands) -> None:
    """Add what writes a report."""
    written = command(commands, "report", report)
    written.add_argument("kind", metavar="KIND", help="saksframlegg, kunnskapsgrunnlag, one-page or vlr")
    about = written.add_mutually_exclusive_group(required=True)
    about.add_argument("--place", metavar="SLUG", help="the municipality it is about")
    about.add_argument("--region", metavar="SLUG", help="the region or county it is about")
    written.add_argument("--edition", metavar="ID", help="edition of the figures (default: the published)")
    written.add_argument(
        "--language", choices=["nb", "nn", "en"], help="language (default: the official form of the place)"
    )
    written.add_argument("--out", type=Path, required=True, help="file to write: .docx or .pdf")
    repeatable(written)


def add_export_commands(commands: Commands) -> None:
    """Add what writes files of what is public."""
    exports = group(commands, "export", "Files of what is public.")
    contracts, catalogue = command(exports, "ocds", export_ocds), command(exports, "dcat", export_dcat)
    package, cube = (
        command(exports, "datapackage", export_datapackage),
        command(exports, "jsonstat", export_jsonstat),
    )
    for one, ending in (
        (contracts, "JSON"),
        (catalogue, ".ttl, .jsonld or .rdf"),
        (package, ".zip or .json"),
        (cube, "JSON"),
    ):
        one.add_argument("--out", type=Path, required=True, metavar="FILE", help=f"file to write: {ending}")
    for one in (package, cube):
        one.add_argument("--edition", metavar="ID", help="edition (the published one)")
    cube.add_argument("--language", choices=["nb", "nn", "en"], default="nb", help="language of names (nb)")
    contracts.add_argument("--records", action="store_true", help="a package of records, not of releases")
    repeatable(contracts)


def add_search_command(commands: Commands) -> None:
    """Add what finds things, and writes the index of the search."""
    found = command(commands, "search", search)
    found.add_argument("words", metavar="WORDS", nargs="?", default="", help="what to look for")
    found.add_argument("--language", choices=["nb", "nn", "en"], default="nb", help="language of titles (nb)")
    found.add_argument("--top", type=int, default=10, help="how many, the best first (10)")
    found.add_argument("--rebuild", action="store_true", help="write the index new instead")
    repeatable(found, day="the day on which everybody may find it")


def add_source_commands(commands: Commands) -> None:
    """Add what reads the catalogue and the official sources."""
    catalogue = group(commands, "catalogue", "The catalogue of indicators.")
    command(catalogue, "check", catalogue_check)
    verified, fetched = command(catalogue, "verify", catalogue_verify), command(commands, "fetch", fetch)
    verified.add_argument("--write", action="store_true", help="write the proposed codes into the catalogue")
    for parser in (verified, fetched):
        parser.add_argument("--base-url", default="", help="address of a PxWebApi v2 (Statistics Norway's)")
        parser.add_argument("--fhi-url", default="", help="address of FHI's statistics (its own)")
    add_doffin_arguments(fetched, whole_day)
    fetched.add_argument("--out", type=Path, help="folder of the study to write")
    fetched.add_argument("--emissions", default="", help="workbook of emissions: a file, or another address")
    fetched.add_argument("--emissions-header", type=int, default=1, help="row of its header (%(default)s)")


def add_edition_commands(commands: Commands) -> None:
    """Add what is done with editions."""
    edition = group(commands, "edition", "Editions: dated, unchanging results that the site serves.")
    command(edition, "build", edition_build).add_argument("study", type=Path, help="folder of the study")
    command(edition, "list", edition_list)
    command(edition, "show", edition_show).add_argument("edition", help="id of the edition")
    command(edition, "publish", edition_publish).add_argument("edition", help="id of the edition")
    shared = command(edition, "challenges", edition_challenges)
    shared.add_argument("edition", help="id of the edition")
    shared.add_argument("members", nargs="+", help="codes of municipalities, counties, or slugs of regions")
    compared = command(edition, "diff", edition_diff)
    compared.add_argument("before", help="id of the earlier edition")
    compared.add_argument("after", help="id of the later edition")


def add_site_commands(commands: Commands) -> None:
    """Add what is done with the site."""
    places = group(commands, "places", "Municipalities, counties and regions.")
    command(places, "load", places_load)
    command(places, "tiles", places_tiles)
    drawn = command(places, "outlines", places_outlines)
    drawn.add_argument("--from", dest="saved", type=Path, help="saved TopoJSON or GeoJSON to read")
    updated = command(places, "update", places_update)
    origin = updated.add_mutually_exclusive_group()
    origin.add_argument("--base-url", help="address of the interface (default: KLASS)")
    origin.add_argument("--from", dest="folder", type=Path, help="folder of saved answers instead")
    updated.add_argument("--since", type=whole_day, default="2013-01-01", help="first day (%(default)s)")
    updated.add_argument("--write", action="store_true", help="write the files, not only the difference")
    served, shown = command(commands, "serve", serve), command(commands, "demo", demo)
    for parser in (served, shown):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (%(default)s)")
        parser.add_argument("--threads", type=int, default=16, help="threads of each worker (%(default)s)")
        parser.add_argument("--workers", type=int, default=1, help="processes that serve (%(default)s)")
    shown.add_argument("--no-server", action="store_true", help="make the demo, and stop")
    command(commands, "check", check)
    saved, restored = command(commands, "backup", backup), command(commands, "restore", restore)
    saved.add_argument("file", type=Path, help="archive to write, such as loftet-2026-11-26.tar.gz")
    saved.add_argument("--check", action="store_true", help="check an archive that is there, byte for byte")
    saved.add_argument("--overwrite", action="store_true", help="replace an archive that is there")
    saved.add_argument("--raw", action="store_true", help="keep the raw copies of what was fetched, too")
    restored.add_argument("file", type=Path, help="archive to restore, where there is no site yet")
    worked = command(commands, "worker", worker)
    worked.add_argument("--once", action="store_true", help="do what is due now, and stop")
    worked.add_argument("--with-parent", action="store_true", help="end with the process that started it")
    rest = command(commands, "manage", manage)
    rest.add_argument("arguments", nargs=argparse.REMAINDER, help="a command of Django's and its arguments")


def add_taxonomy_commands(commands: Commands) -> None:
    """Add what is done with the taxonomy for indicators."""
    taxonomy = group(commands, "taxonomy", "The taxonomy of KS and SSB for indicators.")
    checked, imported = (
        command(taxonomy, "check", taxonomy_check),
        command(taxonomy, "import", taxonomy_import),
    )
    for parser in (checked, imported):
        parser.add_argument("--data", type=Path, required=True, help="folder of the Turtle files")
    checked.add_argument("--list", nargs="+", default=[], metavar="KIND", help="kinds to list, or all")
    imported.add_argument("--out", type=Path, required=True, help="CSV file to write")


def build_parser() -> argparse.ArgumentParser:
    """Describe every command."""
    parser = argparse.ArgumentParser(prog="loftet", description="The open platform for Bærekraftsløftet.")
    parser.add_argument("--version", action="version", version=f"loftet {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_study_commands(commands)
    add_pool_command(commands)
    add_procurement_command(commands)
    add_timetable_command(commands)
    add_effect_command(commands)
    add_match_command(commands)
    add_report_command(commands)
    add_export_commands(commands)
    add_search_command(commands)
    add_source_commands(commands)
    add_edition_commands(commands)
    add_taxonomy_commands(commands)
    add_site_commands(commands)
    add_install_commands(commands)
    add_stand_in_command(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = build_parser().parse_args(arguments)
    try:
        if options.settings_file:
            load_settings_file()
        code: int = options.run(options) or DONE
    except InvalidInput as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None or "LOFTET_TRACEBACK" in os.environ:
            raise
        print(sentence.text, file=sys.stderr)
        return sentence.code
    return code


if __name__ == "__main__":
    raise SystemExit(main())
