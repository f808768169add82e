"""The answer about a panel: what the methods find, which of them answers, its verdict and its sentences."""

from dataclasses import dataclass
from enum import StrEnum

from loftet.methods.effect.compare import Paths
from loftet.methods.effect.measure import LEVEL, SEED, measure_did, measure_path, measure_synthetic
from loftet.methods.effect.panel import Panel
from loftet.methods.effect.results import Method, Result, Verdict
from loftet.methods.effect.sentences import Language, Told, sentence
from loftet.methods.effect.staggered import FEW, Averages, GroupTime, averages, group_times
from loftet.methods.effect.synthetic import DonorPool, Fit, Placebos, fit_placebos, fit_treated

MOST_PLACEBOS = 200  # that run beside the answer; of more donors than years half the fits are perfect


class Asked(StrEnum):
    """The method that is asked for; `auto` is the one of the pages."""

    AUTO = "auto"
    SYNTHETIC = "synthetic"
    DID = "did"


@dataclass(frozen=True, slots=True)
class Options:
    """The method, the level of intervals and verdict, the donors of placebos, and the seed of random sets."""

    method: Asked = Asked.AUTO
    level: float = LEVEL
    pool: DonorPool = DonorPool.WITH_TREATED
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: the answering result first, beside it the others that ran, and their parts."""

    panel: Panel
    options: Options
    results: tuple[Result, ...]
    fits: tuple[Fit, ...] = ()
    placebos: tuple[Placebos, ...] = ()
    group_times: tuple[GroupTime, ...] = ()
    averages: Averages | None = None

    @property
    def result(self) -> Result:
        """Return the result that answers."""
        return self.results[0]

    @property
    def verdict(self) -> Verdict:
        """Return the verdict at the level."""
        return self.result.verdict(self.options.level)

    def sentence(self, language: Language, subject: str = "", unit: str = "") -> str:
        """Return the answer in words; `subject` is the figure with an article, `unit` follows its size."""
        panel = self.panel
        told = Told(
            self.verdict,
            self.result.pooled,
            self.options.level,
            int(panel.years[-1]),
            int(panel.treated_from[panel.treated].min()),
            self.result.poor,
            self.result.method is Method.DID,
            any(int((panel.treated_from == one).sum()) < FEW for one in panel.starts),
        )
        return sentence(told, language, subject, unit)


def find_effect(panel: Panel, options: Options = Options()) -> Answer:
    """Return the effect on the treated places of a panel.

    With `auto` the path regression answers; the two others run beside it, synthetic control only where its
    placebos are few: of many, half fit perfectly, and they would keep the reader waiting. Units: those of the
    values. No value is missing; each start has three years before it, for `did` one. Errors: ValueError where
    no place is treated, or fewer than two are never treated.

    >>> import numpy as np
    >>> values = np.array([[1.0, 2, 1, 2, 9], [0, 1, 1, 1, 1], [2, 2, 1, 2, 2], [3, 3, 2, 3, 3]])
    >>> panel = Panel(tuple("abcd"), np.arange(2015, 2020), values, np.array([2019, *[np.inf] * 3]))
    >>> find_effect(panel, Options(Asked.DID, level=0.5)).verdict.value
    'found'
    """
    if not panel.treated.size or panel.never.size < 2:
        raise ValueError("a panel has at least one treated place and two that are never treated")
    if options.method is Asked.DID:
        return _by_groups(panel, options, ())
    paths = Paths(panel)
    if options.method is Asked.AUTO and len(panel.starts) * panel.never.size > MOST_PLACEBOS:
        return _by_groups(panel, options, (measure_path(paths, options.level, options.seed),))
    fits = fit_treated(panel)
    placebos = tuple(fit_placebos(panel, start, options.pool) for start in panel.starts)
    synthetic = measure_synthetic(paths, fits, placebos, options.level, options.seed)
    if options.method is Asked.SYNTHETIC:
        return Answer(panel, options, (synthetic,), fits, placebos)
    path = measure_path(paths, options.level, options.seed)
    return _by_groups(panel, options, (path, synthetic), fits, placebos)


def _by_groups(
    panel: Panel,
    options: Options,
    others: tuple[Result, ...],
    fits: tuple[Fit, ...] = (),
    placebos: tuple[Placebos, ...] = (),
) -> Answer:
    effects = group_times(panel)
    found = averages(panel, effects)
    did = measure_did(panel, found, options.level)
    return Answer(panel, options, (*others, did), fits, placebos, effects, found)


__all__ = ["Answer", "Asked", "DonorPool", "Method", "Options", "find_effect"]
