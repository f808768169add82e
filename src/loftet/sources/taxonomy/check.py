"""A summary of the taxonomy and of its faulty tags, in words and counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loftet.invalid_input import InvalidInput
from loftet.sources.taxonomy.dirt import U4SSC, TagFault, TagFinding, find_dirt
from loftet.sources.taxonomy.knowledge import read_knowledge
from loftet.sources.taxonomy.read import read_taxonomy
from loftet.sources.taxonomy.record import IndicatorSet, Taxonomy, last_part
from loftet.sources.taxonomy.suggestions import read_reviews, suggestions, write_suggestions
from loftet.text_files.rows import nearest

ALL = "all"


@dataclass(frozen=True, slots=True)
class TaxonomyReport:
    """A taxonomy and all that was found in it."""

    taxonomy: Taxonomy
    findings: tuple[TagFinding, ...]

    def lines(self, listed: Sequence[str] = ()) -> list[str]:
        """Count sets, classes and faulty tags, and list the kinds that are asked for."""
        wanted = _kinds(listed)
        counts = Counter(finding.kind for finding in self.findings)
        return [
            f"{len(self.taxonomy.sets)} indicator sets, {len(self.taxonomy.indicators)} indicators, "
            f"{len(self.taxonomy.schemes)} schemes",
            *(f"{len(group.indicators):6}  {group.name}" for group in _by_size(self.taxonomy)),
            "quality: " + ", ".join(f"{word} {count}" for word, count in self.quality().items()),
            self._codes(),
            *(f"{counts[kind]:6}  {kind.word}: {kind}" for kind in TagFault),
            *(str(finding) for finding in self.findings if finding.kind in wanted),
        ]

    def quality(self) -> dict[str, int]:
        """Count the indicators of each class of quality; none is told as blank."""
        classes = Counter(
            last_part(uri) for one in self.taxonomy.indicators for uri in one.quality or ("blank",)
        )
        return dict(sorted(classes.items(), key=lambda one: (one[0] == "blank", one[0])))

    def _codes(self) -> str:
        rows = [one for group in self.taxonomy.sets if group.name == U4SSC for one in group.indicators]
        codes = {code for one in rows for code in one.notations}
        return f"U4SSC: {len(codes)} distinct codes for {len(rows)} rows"


def _by_size(taxonomy: Taxonomy) -> list[IndicatorSet]:
    return sorted(taxonomy.sets, key=lambda group: (-len(group.indicators), group.name))


def _kinds(words: Sequence[str]) -> frozenset[TagFault]:
    known = {kind.word: kind for kind in TagFault}
    unknown = [word for word in words if word != ALL and word not in known]
    if unknown:
        cause = f"«{unknown[0]}» is no kind of dirt{nearest(unknown[0], [*known, ALL])}"
        raise InvalidInput.because(cause)
    return frozenset(TagFault) if ALL in words else frozenset(known[word] for word in words)


def check_taxonomy(data: Path, catalogue: Path) -> TaxonomyReport:
    """Read the taxonomy in a folder and find its dirt.

    Raises:
        InvalidInput: when a file cannot be read.
    """
    taxonomy = read_taxonomy(data)
    return TaxonomyReport(taxonomy, find_dirt(taxonomy, read_knowledge(catalogue)))


def import_taxonomy(data: Path, catalogue: Path, out: Path) -> Counter[str]:
    """Write every tag as a suggestion with the state of its review; return how many are in each state.

    Raises:
        InvalidInput: when a file cannot be read or a review is about no tag; nothing has then been written.
    """
    check = check_taxonomy(data, catalogue)
    reviews = read_reviews(catalogue / "taxonomy" / "reviews.csv", check.taxonomy)
    found = suggestions(check.taxonomy, check.findings, reviews)
    write_suggestions(out, found)
    return Counter(one.state.value for one in found)
