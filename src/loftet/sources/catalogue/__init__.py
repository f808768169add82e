"""The reviewed catalogue: what is measured, where figures come from and what they are held against."""

from loftet.sources.catalogue.read import read_catalogue
from loftet.sources.catalogue.record import Catalogue, CatalogueIndicator, Kpi, SdgTarget, SourceSeries
from loftet.sources.catalogue.study import STUDY_COLUMNS, as_cells, study_indicators

__all__ = [
    "STUDY_COLUMNS",
    "Catalogue",
    "CatalogueIndicator",
    "Kpi",
    "SdgTarget",
    "SourceSeries",
    "as_cells",
    "read_catalogue",
    "study_indicators",
]
