"""Known kinds of dirt in the published tags, each found by a rule that can be checked by hand."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from loftet.sources.taxonomy.knowledge import Knowledge
from loftet.sources.taxonomy.record import IndicatorSet, TaggedIndicator, Taxonomy, last_part, plain
from loftet.sources.taxonomy.shifted import shifted_targets

U4SSC = "U4SSC"
VOCABULARY = "https://data.norge.no/vocabulary/indicator/"
CODE = re.compile(r"^[A-Z]+: [A-Z]+: [A-Z]+: \d+[ACS]$", re.ASCII)
SPREADSHEET = re.compile(r"#(REF|N/A|NAME|VALUE|DIV/0|NUM|NULL)[!?]?")
GOALS = frozenset(str(goal) for goal in range(1, 18))


class TagFault(StrEnum):
    """The fault of a tag; the value is what the rule looks for."""

    SHIFTED_TARGET = "a target of the rows above, on whose goal this title says nothing"
    TARGET_OUTSIDE_GOALS = "a target of a goal that the indicator is not tagged with"
    GOAL_WITHOUT_TARGET = "a goal without a target, while other goals have one"
    GOAL_TARGET_MIXED = "a target where a goal belongs, or a goal where a target belongs"
    UNKNOWN_TARGET = "a target that the goals do not have"
    SAME_TITLE_OTHER_TARGETS = "the same title elsewhere with other targets"
    DUPLICATE = "the same title twice in a set"
    SPREADSHEET_ERROR = "an error of a spreadsheet, such as #REF!"
    CODE_PATTERN = "a U4SSC code written otherwise than the rest (EC: ICT: WS: 1C)"
    WRONG_CODE = "a U4SSC code that belongs to another indicator"
    DEAD_LINK = "a value that its scheme does not have"
    TITLE_LANGUAGE = "a title with Norwegian letters marked as English"
    NO_TARGET = "no target at all"
    NO_QUALITY = "no class of quality"
    NO_EVALUATION = "no level of evaluation"
    NO_GEOGRAPHY = "no level of geography"
    NO_SECTOR = "no sector"
    NO_BOTTOM_LINE = "no bottom line"

    @property
    def word(self) -> str:
        """Return the word by which the kind is asked for."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class TagFinding:
    """One piece of dirt, and the indicator it sits on."""

    kind: TagFault
    group: IndicatorSet
    indicator: TaggedIndicator
    told: str

    def __str__(self) -> str:
        where = f"{self.kind.word}: {self.group.file.name}, line {self.indicator.line}"
        return ": ".join(filter(None, (where, self.indicator.title, self.told)))


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The context that a rule may look at besides the indicator itself."""

    group: IndicatorSet
    known: Knowledge
    shifted: Mapping[str, tuple[str, ...]]
    in_set: Mapping[str, int]
    titles: Mapping[str, frozenset[tuple[str, ...]]]
    concepts: frozenset[str]


Found = Iterator[tuple[TagFault, str]]


def find_dirt(taxonomy: Taxonomy, known: Knowledge) -> tuple[TagFinding, ...]:
    """Find all dirt, in the order of sets and rows."""
    titles, found = _by_title(taxonomy), []
    concepts = frozenset(concept for scheme in taxonomy.schemes for concept in scheme.concepts)
    for group in taxonomy.sets:
        shifted = shifted_targets(group.indicators, known.title_words)
        in_set = Counter(plain(one.title) for one in group.indicators)
        around = RuleContext(group, known, shifted, in_set, titles, concepts)
        found += [
            TagFinding(kind, group, one, told)
            for one in group.indicators
            for rule in RULES
            for kind, told in rule(one, around)
        ]
    return tuple(found)


# --- goals and targets ----------------------------------------------------------------------------


def _shifted(one: TaggedIndicator, around: RuleContext) -> Found:
    if found := around.shifted.get(one.uri):
        yield TagFault.SHIFTED_TARGET, ", ".join(found)


def _goals_and_targets(one: TaggedIndicator, _around: RuleContext) -> Found:
    goals, targets = [last_part(uri) for uri in one.goals], [last_part(uri) for uri in one.targets]
    if mixed := [goal for goal in goals if goal not in GOALS] + [one for one in targets if one in GOALS]:
        yield TagFault.GOAL_TARGET_MIXED, ", ".join(mixed)
    of_targets = {target.partition(".")[0] for target in targets}
    if outside := [target for target in targets if target.partition(".")[0] not in goals]:
        yield TagFault.TARGET_OUTSIDE_GOALS, f"{', '.join(outside)} beside the goals {', '.join(goals)}"
    if targets and (bare := [goal for goal in goals if goal in GOALS and goal not in of_targets]):
        yield TagFault.GOAL_WITHOUT_TARGET, f"{', '.join(bare)} beside the targets {', '.join(targets)}"


def _unknown_targets(one: TaggedIndicator, around: RuleContext) -> Found:
    real = around.known.targets | GOALS
    if unknown := [target for target in map(last_part, one.targets) if target not in real]:
        yield TagFault.UNKNOWN_TARGET, ", ".join(unknown)


# --- titles ---------------------------------------------------------------------------------------


def _by_title(taxonomy: Taxonomy) -> Mapping[str, frozenset[tuple[str, ...]]]:
    targets: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in taxonomy.indicators:
        targets[plain(one.title)].add(one.targets)
    return {title: frozenset(found) for title, found in targets.items()}


def _repeated(one: TaggedIndicator, around: RuleContext) -> Found:
    title = plain(one.title)
    if around.in_set[title] > 1:
        yield TagFault.DUPLICATE, f"stands {around.in_set[title]} times in the set"
    if len(around.titles[title]) > 1:
        others = sorted(around.titles[title] - {one.targets})
        told = [" ".join(map(last_part, targets)) or "none" for targets in others]
        yield TagFault.SAME_TITLE_OTHER_TARGETS, f"elsewhere {'; '.join(told)}"


def _language(one: TaggedIndicator, _around: RuleContext) -> Found:
    if one.language == "en" and re.search(r"[æøå]", one.title, re.IGNORECASE):
        yield TagFault.TITLE_LANGUAGE, "@en"


# --- texts, codes and links -----------------------------------------------------------------------


def _spreadsheet_errors(one: TaggedIndicator, _around: RuleContext) -> Found:
    texts = (one.title, *one.sources, *one.notations, *one.periodicity, *one.units)
    if found := [text for text in texts if SPREADSHEET.search(text)]:
        yield TagFault.SPREADSHEET_ERROR, ", ".join(found)


def _codes(one: TaggedIndicator, around: RuleContext) -> Found:
    right = around.known.u4ssc.get(plain(one.title.partition(" - ")[0]))
    for code in one.notations if around.group.name == U4SSC else ():
        if not CODE.match(code):
            yield TagFault.CODE_PATTERN, f"«{code}»"
        if right and code.replace(" ", "") != right:
            yield TagFault.WRONG_CODE, f"«{code}» should be {right}"


def _dead_links(one: TaggedIndicator, around: RuleContext) -> Found:
    links = (*one.evaluation, *one.quality, *one.geography, *one.sectors, *one.bottom_lines)
    if dead := [link for link in links if link not in around.concepts]:
        yield TagFault.DEAD_LINK, ", ".join(link.removeprefix(VOCABULARY) for link in dead)


def _blanks(one: TaggedIndicator, _around: RuleContext) -> Found:
    for kind, values in (
        (TagFault.NO_TARGET, one.targets),
        (TagFault.NO_QUALITY, one.quality),
        (TagFault.NO_EVALUATION, one.evaluation),
        (TagFault.NO_GEOGRAPHY, one.geography),
        (TagFault.NO_SECTOR, one.sectors),
        (TagFault.NO_BOTTOM_LINE, one.bottom_lines),
    ):
        if not values:
            yield kind, ""


RULES: tuple[Callable[[TaggedIndicator, RuleContext], Found], ...] = (
    _shifted,
    _goals_and_targets,
    _unknown_targets,
    _repeated,
    _language,
    _spreadsheet_errors,
    _codes,
    _dead_links,
    _blanks,
)
