"""The commands: one function each, explained by its docstring.

Each imports what it needs when it runs, so that `loftet --help` is quick and the heavy libraries of one
command are no burden to another.
"""

import argparse
import datetime
import gc
import os
import subprocess
import sys

from loftet.faults import DONE, PARTLY, disk_is_full
from loftet.invalid_input import InvalidInput
from loftet.locations import BASE, catalogue_folder, data_folder
from loftet.private_files import private


def study_build(options: argparse.Namespace) -> None:
    """Build a study from raw files."""
    from loftet.editions.study import read_study
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.tables import build_study
    from loftet.sources.tables.report_page import report_page
    from loftet.sources.whole_file import write_whole

    places = load_gazetteer(catalogue_folder() / "places")
    report = build_study(options.recipe, options.data, options.out, places, read_study)
    text = "\n".join(report.lines())
    if options.report is not None:
        page = options.report.suffix.lower() in (".html", ".htm")
        write_whole(options.report, (report_page(report) if page else f"{text}\n").encode())
    print(text)


def recipe_new(options: argparse.Namespace) -> None:
    """Propose a recipe from raw files, with comments where a person must choose."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.tables.propose import propose
    from loftet.sources.whole_folder import whole_folder

    if options.out.exists():
        raise InvalidInput.because(
            "the folder is there already, and nothing in it is replaced", file=options.out
        )
    places = load_gazetteer(catalogue_folder() / "places")
    recipe, indicators = propose(options.files, places, options.scope, options.codes_at)
    with whole_folder(options.out, frozenset()) as folder:
        (folder / "recipe.toml").write_text(recipe, encoding="utf-8")
        (folder / "indicators.csv").write_text(indicators, encoding="utf-8")
        (folder / "method.toml").write_text("", encoding="utf-8")
    print(
        f"{options.out}: {recipe.count('CHOOSE') - 1} things to choose in recipe.toml, and the direction "
        "of each indicator in indicators.csv"
    )


def status(options: argparse.Namespace) -> None:
    """Compute the status of a study."""
    from loftet.editions.build import compute_status
    from loftet.editions.status import Format, write_status
    from loftet.editions.study import read_study
    from loftet.editions.workers import workers_of

    study = read_study(options.study, options.method)
    with workers_of(options.scheduler) as workers:
        computed = compute_status(study, options.year, workers)
    write_status(computed, options.out, Format(options.format))
    print(f"{options.out}: status of {options.study}")


def uncertainty(options: argparse.Namespace) -> None:
    """Write where the uncertainty about each place comes from, and which places cannot be told apart."""
    from loftet.editions.status import write_csv
    from loftet.editions.study import read_study
    from loftet.editions.uncertainty_report import check_writable, measure_uncertainty, uncertainty_frame
    from loftet.editions.workers import workers_of
    from loftet.sources.whole_file import whole_file

    study = read_study(options.study, options.method)
    check_writable(options.out)
    with workers_of(options.scheduler) as workers:
        measured = measure_uncertainty(study, options.year, workers)
        if options.ahead:
            first, second = options.ahead
            print(f"{first} is ahead of {second} with probability {measured.ahead(first, second):.3f}")
        with whole_file(options.out) as file:
            write_csv(uncertainty_frame(measured, workers), file)
    print(f"{options.out}: doubt about {options.study}")


def report(options: argparse.Namespace) -> None:
    """Write a report on a municipality or a region as Word or PDF."""
    start_django()
    from loftet.reports.command import Asked, write_report

    asked = Asked(options.kind, options.place, options.region, options.edition, options.language)
    print(f"{options.out}: {write_report(asked, options.out)}")


def edition_build(options: argparse.Namespace) -> None:
    """Build an edition from a study."""
    from loftet.editions.without_dask import without_dask

    with without_dask():
        from loftet.editions.folder import build_edition

        edition = build_edition(options.study, data_folder(), datetime.date.today())  # noqa: DTZ011 - the reader's
    print(edition)


def edition_list(_options: argparse.Namespace) -> None:
    """List the editions, the published one marked."""
    from loftet.editions.pointer import published
    from loftet.editions.stamp import list_editions

    current = published(data_folder())
    for edition in list_editions(data_folder()):
        print(f"{'*' if edition.id == current else ' '} {edition.id}  {edition.title}")


def edition_show(options: argparse.Namespace) -> None:
    """Show what an edition holds."""
    from loftet.editions.description import describe_edition

    print("\n".join(describe_edition(data_folder(), options.edition)))


def edition_publish(options: argparse.Namespace) -> None:
    """Publish an edition on the site."""
    from loftet.editions.pointer import publish

    publish(data_folder(), options.edition)
    print(f"{options.edition} is published")


def edition_diff(options: argparse.Namespace) -> None:
    """Print the changes between two editions."""
    from loftet.editions.diff import diff_editions

    print("\n".join(diff_editions(data_folder(), options.before, options.after).lines()))


def edition_challenges(options: argparse.Namespace) -> None:
    """Print what municipalities have in common, beyond chance."""
    from loftet.editions.shared_report import report_challenges
    from loftet.editions.stamp import read_edition
    from loftet.geography.gazetteer import load_gazetteer

    edition = read_edition(data_folder(), options.edition)
    places = load_gazetteer(catalogue_folder() / "places")
    day = edition.codes_at or edition.built
    members = [
        member.code(day) or code
        for code in options.members
        for member in places.members(places.resolve(code, day), day)
    ]
    print("\n".join(report_challenges(data_folder(), edition.id, members)))


def catalogue_check(_options: argparse.Namespace) -> None:
    """Read the catalogue of indicators and the courses, and count what they hold."""
    from loftet.sources.catalogue import read_catalogue
    from loftet.sources.course_files import read_courses

    print("\n".join(read_catalogue(catalogue_folder()).lines()))
    print(f"{len(read_courses(catalogue_folder()))} courses")


def catalogue_verify(options: argparse.Namespace) -> None:
    """Look for the catalogue's tables and codes in the live interfaces, and note the day."""
    from loftet.sources.addresses import demand_own_catalogue
    from loftet.sources.catalogue import read_catalogue
    from loftet.sources.catalogue.verify import verify_catalogue
    from loftet.sources.readers import STATISTICS_NORWAY, Addresses, describers

    asked = describers(Addresses(options.base_url, options.fhi_url), data_folder(), print)
    today = datetime.date.today()  # noqa: DTZ011 - the reader's day
    demand_own_catalogue(catalogue_folder(), BASE)
    catalogue = read_catalogue(catalogue_folder())
    verified = verify_catalogue(catalogue, asked, STATISTICS_NORWAY, today, options.write)
    print("\n".join(verified.lines()))


def places_load(_options: argparse.Namespace) -> None:
    """Mirror the catalogue's places into the database."""
    start_django()
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.places.actions import load_places

    print(load_places(load_gazetteer(catalogue_folder() / "places")))


def places_tiles(_options: argparse.Namespace) -> None:
    """Compute the tile map again and write it into the catalogue, to be reviewed."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.geography.tile_layout import lay_out
    from loftet.geography.tiles import FILE, write_tiles

    folder = catalogue_folder() / "places"
    layout = lay_out(load_gazetteer(folder))
    write_tiles(folder / FILE, layout.tiles)
    print(f"{folder / FILE}: {len(layout.tiles)} tiles, moved {layout.mean_move:.2f} sides on average")


def places_outlines(options: argparse.Namespace) -> None:
    """Draw the outlines of all municipalities again and write them into the catalogue, none of them lost."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.geography.outlines import FOLDER
    from loftet.sources.boundaries import make_outlines, read_origin
    from loftet.sources.municipalities import code_of, municipalities

    catalogue, today = catalogue_folder(), datetime.date.today()  # noqa: DTZ011 - the reader's day
    places = municipalities(load_gazetteer(catalogue / "places"), today)
    codes = [code_of(place, today) for place in places]
    count = make_outlines(read_origin(catalogue), codes, catalogue, options.saved)
    print(f"{catalogue / FOLDER}: outlines of {count} municipalities")


def places_update(options: argparse.Namespace) -> None:
    """Propose changes to the catalogue's places, as KLASS has them."""
    from loftet.sources.addresses import demand_own_catalogue
    from loftet.sources.klass.update import fetch_answers, saved_answers, update_places

    places = catalogue_folder() / "places"
    if options.write:
        demand_own_catalogue(places.parent, BASE)
    if options.folder:
        answers = saved_answers(options.folder)
    else:
        answers = fetch_answers(options.base_url, data_folder(), options.since, datetime.date.today(), note)  # noqa: DTZ011
    proposal = update_places(places, answers, write=options.write)
    for line in proposal.notes:
        note(line)
    print(proposal.diff() or "nothing to change", end="" if proposal.files else "\n")


def taxonomy_check(options: argparse.Namespace) -> None:
    """Count what the taxonomy of KS and SSB holds, and its known dirt."""
    from loftet.sources.taxonomy.check import check_taxonomy

    print("\n".join(check_taxonomy(options.data, catalogue_folder()).lines(options.list)))


def taxonomy_import(options: argparse.Namespace) -> None:
    """Write the tags of the taxonomy as suggestions, each with the state of its review."""
    from loftet.sources.taxonomy.check import import_taxonomy

    states = import_taxonomy(options.data, catalogue_folder(), options.out)
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    print(f"{options.out}: {states.total()} tags: {told}")


def note(line: str) -> None:
    """Print a note to the user besides the result."""
    print(line, file=sys.stderr)


def search(options: argparse.Namespace) -> int:
    """Find what everybody may find, as CSV, or write the index of the search new."""
    start_django()
    from loftet.search.command import found_as_csv, rebuilt

    if options.rebuild == bool(options.words.strip()):
        raise InvalidInput.because("give words to look for, or --rebuild")
    if options.rebuild:
        print(rebuilt())
        return DONE
    found, is_whole = found_as_csv(options.words, options.language, options.top, options.today)
    sys.stdout.write(found)
    if not is_whole:
        note("without an index, places, goals and indicators are found alone; loftet search --rebuild")
    return DONE if is_whole else PARTLY


@private
def serve(options: argparse.Namespace) -> None:
    """Serve the site."""
    start_django()
    from loftet.site.install.ready import demand_ready

    for warning in demand_ready():
        note(warning)
    from loftet.site.server import run

    run(options.host, options.port, options.threads, options.workers)


@private
def worker(options: argparse.Namespace) -> None:
    """Send the letters that wait and run the jobs that are due, until told to end."""
    start_django()
    from loftet.background.worker import Worker, run_once
    from loftet.site.install.ready import demand_secret, demand_tables

    demand_secret()
    demand_tables()

    if options.once:
        run_once()
    elif code := Worker(os.getppid() if options.with_parent else None).run():
        raise SystemExit(code)


def demo(options: argparse.Namespace) -> None:
    """Create the demo and serve it."""
    from loftet.site.demo_folder import prepare_environment

    prepare_environment(BASE)
    os.environ.setdefault("LOFTET_ADDRESS", f"http://localhost:{options.port}")
    start_django()
    from loftet.site.demo import make_demo

    make_demo(say=print)
    if not options.no_server:
        print(f"http://localhost:{options.port}", flush=True)
        command = [sys.executable, "-m", "loftet.cli"]
        subprocess.Popen([*command, "worker", "--with-parent"])  # noqa: S603 - it ends with this process
        # The server forks; what the making has open, DuckDB and its threads, would hang in the fork.
        where = ("--host", options.host, "--port", str(options.port))
        size = ("--threads", str(options.threads), "--workers", str(options.workers))
        os.execv(sys.executable, [*command, "serve", *where, *size])  # noqa: S606


def check(_options: argparse.Namespace) -> None:
    """Check that the site is well: exit code 0 where nothing has failed, else 1."""
    start_django()
    from django.utils import timezone

    from loftet.background.health import run_checks, state_of
    from loftet.core.kinds import HealthState

    results = run_checks(timezone.now())
    for one in results:
        print(f"{one.state:4}  {one.name}: {one.sentence}")
    if state_of(results) is HealthState.FAIL:
        raise SystemExit(1)


@private
def backup(options: argparse.Namespace) -> None:
    """Write the site into one archive, or check one; it holds personal data."""
    start_django()
    from loftet.site.backup.commands import backup as make

    print("\n".join(make(options.file, check=options.check, overwrite=options.overwrite, raw=options.raw)))


@private
def restore(options: argparse.Namespace) -> None:
    """Restore the site from an archive, where there is none."""
    start_django()
    from loftet.site.backup.commands import restore as bring_back

    print("\n".join(bring_back(options.file)))


def manage(options: argparse.Namespace) -> None:
    """Run a command of Django's."""
    start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["loftet manage", *options.arguments])


def start_django() -> None:
    """Set Django up for the commands that need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
    try:
        # The database lives there, with names, addresses and sessions: nobody else looks into a new folder.
        data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        if disk_is_full(fault):
            raise
        raise InvalidInput.because(
            f"LOFTET_DATA cannot be made: {fault.strerror}", file=data_folder()
        ) from fault
    import django

    gc.disable()  # all that is loaded stays: looking for garbage in it was a third of the time to start
    try:
        django.setup()
    finally:
        gc.freeze()
        gc.enable()
