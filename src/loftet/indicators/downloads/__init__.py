"""Downloads: the figures of a page as files, each with its source and edition."""

from loftet.indicators.downloads.answer import CSV, EXCEL, Kind
from loftet.indicators.downloads.csv import HEADER, csv_response, reading_cells
from loftet.indicators.downloads.excel import Figure
from loftet.indicators.downloads.figures import Page, figures_response

__all__ = [
    "CSV",
    "EXCEL",
    "HEADER",
    "Figure",
    "Kind",
    "Page",
    "csv_response",
    "figures_response",
    "reading_cells",
]
