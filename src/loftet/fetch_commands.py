"""The command that asks the official sources: `loftet fetch`, and `loftet fetch doffin`.

Each part imports what it needs when it runs, as the commands of `commands` do.
"""

import argparse
import datetime
from collections.abc import Callable

from loftet.commands import start_django
from loftet.faults import DONE, PARTLY
from loftet.invalid_input import InvalidInput
from loftet.locations import catalogue_folder, data_folder

DOFFIN = "doffin"


def cpv_code(text: str) -> str:
    """Read a CPV code, or tell the parser that it is none."""
    if not (text.isascii() and text.isdecimal() and 2 <= len(text) <= 8):
        raise argparse.ArgumentTypeError(f"«{text}» is not a CPV code of two to eight digits")
    return text


def add_doffin_arguments(parser: argparse.ArgumentParser, day: Callable[[str], datetime.date]) -> None:
    """Add the words of `loftet fetch doffin`."""
    parser.add_argument(
        "source", nargs="?", choices=[DOFFIN], help="notices of Doffin, in place of figures for a study"
    )
    parser.add_argument("--from", dest="first", type=day, metavar="DATE", help="first day of notices")
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day (today)")
    parser.add_argument("--cpv", type=cpv_code, help="only notices of this kind of purchase")


def fetch(options: argparse.Namespace) -> int:
    """Fetch what the catalogue lists as a study of all municipalities, or notices of Doffin."""
    if options.source == DOFFIN:
        return fetch_notices(options.first, options.last, options.cpv or "")
    if options.out is None:
        raise InvalidInput.because("name the folder of the study to write: --out FOLDER")
    return fetch_figures(options)


def fetch_figures(options: argparse.Namespace) -> int:
    """Fetch what the catalogue lists as a study."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.catalogue import read_catalogue
    from loftet.sources.fetch import fetch_study
    from loftet.sources.klass.kostra import groups_on
    from loftet.sources.readers import Addresses, make_readers

    folder, today = catalogue_folder() / "places", datetime.date.today()  # noqa: DTZ011 - the reader's day
    catalogue, places = read_catalogue(folder.parent), load_gazetteer(folder)
    asked = Addresses(options.base_url, options.fhi_url, options.emissions, options.emissions_header)
    readers = make_readers(catalogue, asked, data_folder(), today, print)
    fetched = fetch_study(catalogue, places, readers, options.out, today, groups_on(folder, today))
    print("\n".join(fetched.lines()))
    print(f"next: loftet edition build {options.out}, then loftet edition publish with the id that it prints")
    return PARTLY if fetched.lost else DONE


def fetch_notices(first: datetime.date | None, last: datetime.date | None, cpv: str) -> int:
    """Read notices of Doffin into the agreement calendar: the days that are named, or those not yet read."""
    start_django()
    from django.utils import timezone

    from loftet.announcements.reading import codes_bought, first_day, read_announcements
    from loftet.pools.queries import codes_of_pools
    from loftet.sources.doffin.client import new_doffin

    last = last or timezone.localdate()
    first = first or first_day(last, cpv)
    if first > last:
        raise InvalidInput.because(f"--from {first} is after --to {last}")
    doffin = new_doffin(catalogue_folder(), print)
    codes = {*codes_bought(), *codes_of_pools()}
    try:
        told = read_announcements(doffin, first, last, codes, timezone.now, cpv)
    finally:
        doffin.caller.close()
    print(f"Doffin from {first} to {last}: {told.notices} notices read, {told.kept} kept")
    for name in told.unsure:
        print(f"{name} has no organisation number, and others have its name: nothing of it is found")
    if told.unknown:
        print(f"left out, of types that are not known here: {', '.join(sorted(told.unknown))}")
    if told.unreadable:
        print(f"left out, notices that cannot be read: {', '.join(sorted(told.unreadable))}")
    return DONE
