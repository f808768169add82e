"""The commands that write files of what is public: `loftet export …`.

Each imports what it needs when it runs, as those of `commands` do.
"""

import argparse

from loftet.commands import start_django


def export_ocds(options: argparse.Namespace) -> None:
    """Write the open contracting data (OCDS 1.1) of needs and joint purchases that everybody may read."""
    start_django()
    from loftet.site.ocds import export

    print(f"{options.out}: {export(options.out, records=options.records)} releases")


def export_dcat(options: argparse.Namespace) -> None:
    """Write the catalogue of open data (DCAT-AP-NO 3.0) as Turtle, JSON-LD or RDF/XML."""
    start_django()
    from loftet.site.dcat import export

    print(f"{options.out}: {export(options.out)} data sets")


def export_datapackage(options: argparse.Namespace) -> None:
    """Write a whole edition as a data package (Frictionless): an archive of CSV, or one JSON file."""
    start_django()
    from loftet.status.data.command import export_package

    print(f"{options.out}: {export_package(options.edition, options.out)}")


def export_jsonstat(options: argparse.Namespace) -> None:
    """Write a whole edition as one table of JSON-stat 2.0."""
    start_django()
    from loftet.status.data.command import export_cube

    print(f"{options.out}: {export_cube(options.edition, options.language, options.out)}")
