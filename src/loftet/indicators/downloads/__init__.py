"""What can be taken home: the figures of a page as files, each with its source and edition."""

from loftet.indicators.downloads.csv import HEADER, csv_lines, csv_response, reading_cells

__all__ = ["HEADER", "csv_lines", "csv_response", "reading_cells"]
