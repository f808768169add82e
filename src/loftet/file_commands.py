"""The commands that read files and write files, and need neither a database nor a site.

Each imports what it needs when it runs, as those of `commands` do.
"""

import argparse
import datetime
import sys

from loftet.locations import catalogue_folder


def pool(options: argparse.Namespace) -> None:
    """Compute what pooled demand costs each municipality, when it pays and for whom."""
    from loftet.sources.pool_file import compute_pool

    compute_pool(options.pool, options.out)
    print(f"{options.out}: shares of {options.pool}")


def timetable(options: argparse.Namespace) -> int:
    """Compute a timetable of one-to-one meetings: most and most wanted, then fair, then few breaks."""
    from loftet.methods.timetable.solve import Limits, Objective
    from loftet.sources.timetable_files import make_timetable

    limits = Limits(options.seconds, options.seed)
    code, told = make_timetable(
        options.folder, options.out, Objective(options.objective), limits, options.keep
    )
    print(told, file=sys.stderr if code else sys.stdout)
    return code


def effect(options: argparse.Namespace) -> None:
    """Compare treated places with what similar ones would make one expect, with a verdict in words."""
    from loftet.methods.effect.answer import Asked, DonorPool, Options
    from loftet.methods.effect.sentences import Language
    from loftet.sources.effect_file import compute_effect
    from loftet.sources.panel_file import Incomplete

    asked = Options(Asked(options.method), options.level, DonorPool(options.pool), options.seed)
    found = compute_effect(options.panel, options.out, asked, Incomplete(options.incomplete))
    if found.left_out:
        print(f"{len(found.left_out)} left out, for want of years: {', '.join(found.left_out)}")
    print(f"{options.out}: {found.answer.sentence(Language.EN)}")


def match(options: argparse.Namespace) -> None:
    """Find the solutions that answer needs, each with its reason."""
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.sources.encoder import installed_encoder
    from loftet.sources.match_files import match_files
    from loftet.sources.match_knowledge import load_knowledge

    encoder = None if options.without_meaning else installed_encoder()
    knowledge = load_knowledge(catalogue_folder(), encoder)
    places = load_gazetteer(catalogue_folder() / "places")
    needs, solutions, rows = match_files(
        options.needs, options.solutions, options.out, knowledge, places, options.top
    )
    how = "by words and meaning" if encoder else "by words alone"
    if encoder is None and not options.without_meaning:
        how += "; install loftet[meaning] to compare the meaning, too"
    print(f"{options.out}: {rows} matches of {needs} needs with {solutions} solutions, {how}")


def procurement_check(options: argparse.Namespace) -> None:
    """Print what follows from the facts of a purchase as JSON: part, notice, duties, each with its source."""
    from loftet.sources.procurement_file import check_case
    from loftet.sources.procurement_rules import read_rule_book

    today = options.today or datetime.date.today()  # noqa: DTZ011 - the reader's day
    print(check_case(options.case, read_rule_book(catalogue_folder(), options.table), today))


def procurement_procedures(options: argparse.Namespace) -> None:
    """Print the procedures for a purchase as JSON, the best first: what speaks for each, weeks and effort."""
    from loftet.sources.procurement_file import suggest_procedures
    from loftet.sources.procurement_rules import read_procedures, read_rule_book

    today = options.today or datetime.date.today()  # noqa: DTZ011 - the reader's day
    book = read_rule_book(catalogue_folder(), options.table)
    print(suggest_procedures(options.case, book, read_procedures(catalogue_folder()), today))
