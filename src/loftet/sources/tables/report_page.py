"""The report of a build as one page of HTML that needs nothing beside it."""

from collections.abc import Iterable
from html import escape

from loftet.sources.tables.report import BuildReport, IndicatorReport

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top; }
.scroll { overflow-x: auto; }
"""
HEADINGS = ("Indicator", "Figures", "Years", "Places with figures", "Lowest", "Highest", "Places without")


def report_page(report: BuildReport) -> str:
    """Return the page: what to look at first, then each indicator, then each file."""
    suspicious = [line for one in report.indicators for line in _suspicious(one)]
    files = [line for file in report.files for line in file.lines()]
    files += [workbook.line() for workbook in report.workbooks]
    files += [f"{path}: not used: {reason}" for path, reason in report.unused.items()]
    title = f"Build report: {report.out.name}"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(title)}</h1>",
            *(f"<p>{escape(line)}</p>" for line in report.totals()),
            "<h2>To look at</h2>",
            _list(suspicious) if suspicious else "<p>Nothing stands out.</p>",
            "<h2>Indicators</h2>",
            _table(report.indicators),
            "<h2>Files</h2>",
            _list(files),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _suspicious(one: IndicatorReport) -> list[str]:
    return [f"{one.indicator}: {line}" for line in dict.fromkeys(one.look_at)]


def _list(lines: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in lines) + "\n</ul>"


def _table(indicators: Iterable[IndicatorReport]) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    rows = "\n".join(_row(one) for one in indicators)
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Indicators">\n<table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(one: IndicatorReport) -> str:
    first, last = one.years
    years = "" if not first else str(first) if first == last else f"{first}–{last}"
    without = [*(f"{place} (rows without a figure)" for place in one.only_marks), *one.absent]
    cells = [
        *(str(one.figures), years, f"{one.places_with} of {one.places}"),
        *(str(one.lowest or ""), str(one.highest or ""), ", ".join(without)),
    ]
    return (
        f'<tr><th scope="row">{escape(one.indicator)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
