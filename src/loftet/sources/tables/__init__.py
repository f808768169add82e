"""Tables as offices keep them, CSV or Excel, made into a study by a recipe."""

from loftet.sources.tables.build import build_study
from loftet.sources.tables.report import BuildReport

__all__ = ["BuildReport", "build_study"]
