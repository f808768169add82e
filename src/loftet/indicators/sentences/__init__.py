"""Findings in words, made from the numbers of an edition.

A target and a mere comparison are never mixed: a sentence that counts both counts them in two
clauses. Where the numbers do not support a finding, the sentence says so.
"""

from loftet.indicators.sentences.indicator import (
    across,
    close_to_target,
    county_that_stands_out,
    heading,
    heading_of_country,
    of_place,
    spread_from_to,
)
from loftet.indicators.sentences.municipality import Ladder, change, ladder, standing, standing_of
from loftet.indicators.sentences.words import Relation, figure, gap_word, join_words, relation, target_figure

__all__ = [
    "Ladder",
    "Relation",
    "across",
    "change",
    "close_to_target",
    "county_that_stands_out",
    "figure",
    "gap_word",
    "heading",
    "heading_of_country",
    "join_words",
    "ladder",
    "of_place",
    "relation",
    "spread_from_to",
    "standing",
    "standing_of",
    "target_figure",
]
