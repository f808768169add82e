"""Build many reports in one process, as a worker does: `python -m benchmarks.reports [--data FOLDER]`.

It takes the first 51 municipalities of an edition, the number of Viken, and writes a knowledge base of each
as Word and as PDF, charts included.
"""

import argparse
import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

MOST = 51


def main() -> None:
    """Print how long all of it takes, and the processor for each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="data folder with an edition")
    parser.add_argument("--kind", default="kunnskapsgrunnlag", help="kind of report (%(default)s)")
    parser.add_argument("--most", type=int, default=MOST, help="how many (%(default)s)")
    options = parser.parse_args()
    os.environ["LOFTET_DATA"] = str(options.data.resolve())
    os.environ.setdefault("LOFTET_ENV_FILE", "")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
    import django

    django.setup()
    began, said, word, pdf, count = time.perf_counter(), 0.0, 0.0, 0.0, 0
    for parts in reports(options.kind, options.most):
        said, word, pdf, count = said + parts[0], word + parts[1], pdf + parts[2], count + 1
    whole = time.perf_counter() - began
    spent = said + word + pdf
    print(f"{count} reports in {whole:.1f} s; of the processor {spent:.1f} s:")
    print(f"read {said:.1f}, Word {word:.1f}, PDF {pdf:.1f}")


def reports(kind: str, most: int) -> Iterator[tuple[float, float, float]]:
    """Build a report of each place; return the seconds of processor for its content, its Word and its PDF."""
    from loftet.documents.pdf import write_pdf
    from loftet.documents.word import write_word
    from loftet.geography.place import Kind as PlaceKind
    from loftet.places.models import Place
    from loftet.report_content.build import build_report
    from loftet.report_content.kinds import ReportKind
    from loftet.status.edition import named_edition, store
    from loftet.status.queries.chosen import in_edition

    edition = named_edition(None)
    municipalities = Place.objects.filter(kind=PlaceKind.MUNICIPALITY)
    held = {one.code for one in store().places(edition)}
    there = {slug for slug, one in in_edition(municipalities, edition).items() if one.code in held}
    for place in [one for one in municipalities if one.slug in there][:most]:
        times = [time.process_time()]
        report = build_report(ReportKind(kind), place, store(), edition, place.official_form)
        times.append(time.process_time())
        for write in (write_word, write_pdf):
            write(report)
            times.append(time.process_time())
        first, second, third = (after - before for before, after in pairwise(times))
        yield first, second, third


if __name__ == "__main__":
    main()
