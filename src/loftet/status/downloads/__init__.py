"""Downloads: the figures of a page as files, each with its source and edition."""

from loftet.status.downloads.answer import CSV, EXCEL, Kind
from loftet.status.downloads.csv import HEADER, csv_response, reading_cells
from loftet.status.downloads.excel import Figure
from loftet.status.downloads.figures import Page, figures_response

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
