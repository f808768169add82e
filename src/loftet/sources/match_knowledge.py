"""The knowledge of matching before it reads a text: the files of `catalogue/matching`."""

from pathlib import Path

import numpy as np

from loftet.invalid_input import InvalidInput
from loftet.methods.match_meaning import Encoder, MeaningStatistics
from loftet.methods.match_words import Concept, Lexicon
from loftet.methods.matching import Knowledge, PartRule
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, read_whole

FOLDER = "matching"
GLOSSARY = ("concept", "weight", *LANGUAGES, "everyday")
PARTS = (
    "part",
    "weight",
    "weight_without",
    "mean",
    "spread",
    "mean_across",
    "spread_across",
)
COMMON = ("kind", "key", "share")


def load_knowledge(catalogue: Path, encoder: Encoder | None) -> Knowledge:
    """Return what matching knows, with a language model or without.

    Raises:
        InvalidInput: when a file of the catalogue cannot be used, or belongs to another version of the model.
    """
    folder = catalogue / FOLDER
    common = read_whole(folder / "common.csv", COMMON)
    lexicon = Lexicon(
        tuple(concept_of(row) for row in read_whole(folder / "glossary.csv", GLOSSARY)),
        _shares(common, "word"),
        _shares(common, "concept"),
    )
    rules = {row.cells["part"]: _rule(row) for row in read_whole(folder / "parts.csv", PARTS)}
    if encoder is None:
        return Knowledge(lexicon, rules)
    return Knowledge(lexicon, rules, encoder, load_statistics(folder / "statistics.npz", encoder.name))


def _terms(cell: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in cell.split(";") if term.strip())


def concept_of(row: Row) -> Concept:
    """Return a row of the glossary as a concept."""
    by_language = {language: _terms(row.cells[language]) for language in LANGUAGES}
    terms = tuple(dict.fromkeys(term for some in by_language.values() for term in some))
    names = {language: some[0] for language, some in by_language.items() if some}
    return Concept(
        row.cells["concept"], terms, _terms(row.cells["everyday"]), float(row.cells["weight"]), names
    )


def _shares(rows: list[Row], kind: str) -> dict[str, float]:
    return {row.cells["key"]: float(row.cells["share"]) for row in rows if row.cells["kind"] == kind}


def _rule(row: Row) -> PartRule:
    def number(column: str) -> float:
        return float(row.cells[column])

    usual = ((number("mean"), number("spread")), (number("mean_across"), number("spread_across")))
    return PartRule(number("weight"), number("weight_without"), usual)


def load_statistics(file: Path, model: str) -> MeaningStatistics:
    """Return the means of a model's vectors.

    Raises:
        InvalidInput: when the file is of another model or another version of it.
    """
    with np.load(file, allow_pickle=False) as stored:
        kept = str(stored["model"])
        if kept != model:
            cause = f"it belongs to «{kept}», and «{model}» is installed"
            raise InvalidInput.because(cause, file=file)
        return MeaningStatistics(
            kept,
            *(stored[name].astype(np.float32) for name in ("whole", "sentence", "terms", "term_means")),
        )
