"""The answer in a few sentences: what can and what cannot explain a difference, never what caused it."""

from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from loftet.methods.effect.results import Estimate, Verdict

MINUS, SPACE = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
SMALL, LARGE = 1e-6, 1e15


class Language(StrEnum):
    """The languages of an answer."""

    NB = "nb"
    NN = "nn"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of one language."""

    found: str
    not_found: str
    unknown: str
    too_early: str
    poor_fit: str
    between: str
    one_year: str
    mean: str
    lower: str
    higher: str
    same: str
    compared: str
    by_law: str
    times: str
    seldom: str
    few: str
    joined: str
    decimal: str
    thousands: str


WORDS = {
    Language.NB: Words(
        found=(
            "{subject} ble {change} enn ventet ut fra lignende kommuner; {chance}. {between} "
            "Tilfeldigheter forklarer det neppe; andre endringer i samme tid kan."
        ),
        not_found=(
            "{subject} ble {change} enn ventet ut fra lignende kommuner; {chance}. {between} "
            "Forskjellen kan ikke tilskrives prosjektet."
        ),
        unknown=(
            "{subject} ble {change} enn ventet ut fra lignende kommuner. Hvor ofte så mye skjer tilfeldig, "
            "kan ikke regnes ut. Forskjellen kan ikke tilskrives prosjektet."
        ),
        too_early="Det er for tidlig å si: Tallene går til {last}, og {start} er det første året med tiltak.",
        poor_fit=(
            "Det kan ikke sies: Ingen kommuner har hatt en utvikling før som ligner nok på {places}. "
            "Da vet vi ikke hva som var å vente."
        ),
        between="Intervallet på {level} prosent går fra {low} til {high}{unit}.",
        one_year="i {last}",
        mean="i snitt i {start}–{last}",
        lower="lavere",
        higher="høyere",
        same="verken lavere eller høyere",
        compared="så mye skjer i {times} tilfeldige sammenligninger",
        by_law="så mye venter vi i {times} tilfeller der ingenting er gjort",
        times="{count} av 100",
        seldom="færre enn 1 av 100",
        few="Det er få kommuner med tiltak, så usikkerheten er større enn tallene viser.",
        joined="og",
        decimal=",",
        thousands=SPACE,
    ),
    Language.NN: Words(
        found=(
            "{subject} vart {change} enn venta ut frå liknande kommunar; {chance}. {between} "
            "Tilfeldige utslag forklarer det neppe; andre endringar i same tid kan."
        ),
        not_found=(
            "{subject} vart {change} enn venta ut frå liknande kommunar; {chance}. {between} "
            "Skilnaden kan ikkje førast attende til prosjektet."
        ),
        unknown=(
            "{subject} vart {change} enn venta ut frå liknande kommunar. Kor ofte så mykje skjer tilfeldig, "
            "kan ikkje reknast ut. Skilnaden kan ikkje førast attende til prosjektet."
        ),
        too_early="Det er for tidleg å seie: Tala går til {last}, og {start} er det første året med tiltak.",
        poor_fit=(
            "Det kan ikkje seiast: Ingen kommunar har hatt ei utvikling før som liknar nok på {places}. "
            "Då veit vi ikkje kva som var å vente."
        ),
        between="Intervallet på {level} prosent går frå {low} til {high}{unit}.",
        one_year="i {last}",
        mean="i snitt i {start}–{last}",
        lower="lågare",
        higher="høgare",
        same="korkje lågare eller høgare",
        compared="så mykje skjer i {times} tilfeldige samanlikningar",
        by_law="så mykje ventar vi i {times} tilfelle der ingenting er gjort",
        times="{count} av 100",
        seldom="færre enn 1 av 100",
        few="Det er få kommunar med tiltak, så uvissa er større enn tala viser.",
        joined="og",
        decimal=",",
        thousands=SPACE,
    ),
    Language.EN: Words(
        found=(
            "{subject} became {change} than expected from similar municipalities; {chance}. {between} "
            "Chance hardly explains it; other changes at the same time may."
        ),
        not_found=(
            "{subject} became {change} than expected from similar municipalities; {chance}. {between} "
            "The difference cannot be attributed to the project."
        ),
        unknown=(
            "{subject} became {change} than expected from similar municipalities. How often so much happens "
            "by chance cannot be computed. The difference cannot be attributed to the project."
        ),
        too_early="It is too early to say: the figures end in {last}, and {start} is the first treated year.",
        poor_fit=(
            "It cannot be said: no municipalities had a path before that is near enough to that of {places}. "
            "So we do not know what was to be expected."
        ),
        between="The {level} percent interval runs from {low} to {high}{unit}.",
        one_year="in {last}",
        mean="on average in {start}–{last}",
        lower="lower",
        higher="higher",
        same="neither lower nor higher",
        compared="that much happens in {times} random comparisons",
        by_law="that much is expected in {times} cases where nothing is done",
        times="{count} of 100",
        seldom="fewer than 1 of 100",
        few="Few municipalities are treated, so the uncertainty is larger than the numbers show.",
        joined="and",
        decimal=".",
        thousands=",",
    ),
}
SUBJECTS = {Language.NB: "Tallet", Language.NN: "Talet", Language.EN: "The figure"}


@dataclass(frozen=True, slots=True)
class Told:
    """The content of a sentence: the verdict and the pooled estimate at a level, with the years it needs.

    `last` is the last year with figures, `start` the first treated one; `poor` are the places that are like
    no other; `by_law` says that p is not from comparisons, `few` that it is from too few places.
    """

    verdict: Verdict
    pooled: Estimate
    level: float
    last: int
    start: int
    poor: tuple[str, ...] = ()
    by_law: bool = False
    few: bool = False


def sentence(told: Told, language: Language, subject: str = "", unit: str = "") -> str:
    """Return the answer in a language; `subject` is the figure with an article, `unit` follows its size.

    Errors: none.

    >>> one = Told(Verdict.FOUND, Estimate(-6.0, -8.1, -3.9, 0.031), 0.9, 2024, 2020)
    >>> sentence(one, Language.EN, "Leakage", "points").split(";")[0]
    'Leakage became 6.0 points lower on average in 2020–2024 than expected from similar municipalities'
    """
    words, pooled = WORDS[language], told.pooled
    if pooled.estimate is None:
        return words.too_early.format(last=told.last, start=told.start)
    if told.verdict is Verdict.POOR_FIT:
        return words.poor_fit.format(places=_listed(told.poor, words.joined))
    text = words.found if told.verdict is Verdict.FOUND else words.not_found
    if pooled.p is None:
        text = words.unknown
    filled = text.format(
        subject=subject or SUBJECTS[language],
        change=_change(told, pooled.estimate, unit, words),
        chance=(words.by_law if told.by_law else words.compared).format(times=_times(pooled.p, words)),
        between=_between(told, unit, words),
    )
    few = words.few if told.by_law and told.few else ""
    return " ".join(filter(None, (filled.replace("  ", " "), few)))


def _change(told: Told, estimate: float, unit: str, words: Words) -> str:
    way = words.lower if estimate < 0 else words.higher
    change = " ".join(filter(None, (number(abs(estimate), words), unit, way))) if estimate else words.same
    years = words.mean if told.start < told.last else words.one_year
    return f"{change} {years.format(start=told.start, last=told.last)}"


def _times(p: float | None, words: Words) -> str:
    count = round(100 * (p or 0.0))
    return words.times.format(count=count) if count else words.seldom


def _between(told: Told, unit: str, words: Words) -> str:
    low, high = told.pooled.low, told.pooled.high
    if low is None or high is None:
        return ""
    level = f"{100 * told.level:.10g}".replace(".", words.decimal)
    after = f" {unit}" if unit else ""
    return words.between.format(level=level, low=number(low, words), high=number(high, words), unit=after)


def _listed(names: tuple[str, ...], joined: str) -> str:
    return f" {joined} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def number(value: float, words: Words) -> str:
    """Write a number as a reader wants it: a decimal from 1 to 100, two digits below, none above.

    A true minus, thousands apart; a very small or large one has a power of ten.

    >>> [number(one, WORDS[Language.EN]) for one in (-1297.48, 19.5136, -0.03995, 0.0, 1.2e-9)]
    ['−1,297', '19.5', '−0.040', '0', '1.2e-09']
    """
    size = abs(value)
    unusual = value != 0 and not SMALL <= size < LARGE
    text = f"{size:.2g}" if unusual else f"{size:,.{_decimals(size)}f}"
    return (MINUS if value < 0 else "") + text.translate({ord(","): words.thousands, ord("."): words.decimal})


def _decimals(size: float) -> int:
    if size == 0 or size >= 100:
        return 0
    return 1 if size >= 1 else 1 - floor(log10(size))
