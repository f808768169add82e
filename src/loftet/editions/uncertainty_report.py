"""The sources of each place's uncertainty, and the places it separates: one table, on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from loftet.editions.build import world_of
from loftet.editions.cells import unknown
from loftet.editions.frames import Column, Frame, doubles, integers, text
from loftet.editions.study import Study
from loftet.invalid_input import InvalidInput
from loftet.methods.uncertainty.intervals import ahead, alike
from loftet.methods.uncertainty.replicate import Replicates, Workers, replicate
from loftet.methods.uncertainty.sobol import VARIED, Sensitivity, sensitivity, split_spread
from loftet.methods.uncertainty.world import World


@dataclass(frozen=True, slots=True)
class UncertaintyReport:
    """A study's replicates, with the places that they are about."""

    study: Study
    world: World
    replicates: Replicates

    def ahead(self, first: str, second: str) -> float:
        """Return the probability that a place's index is above another's; a tie counts half.

        Raises:
            InvalidInput: when a place is not in the study.
        """
        codes = self.study.places.codes
        if strange := [code for code in (first, second) if code not in codes]:
            raise InvalidInput.because(unknown(strange[0], codes, "place"), file=self.study.places.table.file)
        return ahead(self.replicates.scores, codes.index(first), codes.index(second))

    def groups(self) -> Sequence[int]:
        """Return the number of each place's group; a group cannot be told apart, 0 is unranked."""
        ranks = np.median(self.replicates.ranks, axis=1)
        order = [int(at) for at in np.argsort(ranks, kind="stable") if not np.isnan(ranks[at])]
        found: list[int] = alike(self.replicates.scores, order, self.study.method.uncertainty.level).tolist()
        return found


def measure_uncertainty(study: Study, year: int | None, workers: Workers) -> UncertaintyReport:
    """Compute a study's replicates.

    Raises:
        InvalidInput: when its method asks for none.
    """
    rule = study.method.uncertainty
    if not rule.replicates:
        cause = "[uncertainty] replicates is 0: without replicates nothing is in doubt"
        raise InvalidInput.because(cause, file=study.folder / "method.toml")
    world = world_of(study, year)
    return UncertaintyReport(study, world, replicate(world, rule, workers))


def uncertainty_frame(measured: UncertaintyReport, workers: Workers) -> Frame:
    """Build by place: its group, the spread by source, and how much each choice moves it."""
    rule = measured.study.method.uncertainty
    spread = split_spread(measured.world, rule, workers)
    moved = sensitivity(measured.world, rule, workers)
    columns = {
        "place": text(measured.study.places.codes),
        "group": integers(np.array([number or np.nan for number in measured.groups()])),
        "sd_sampling": doubles(spread.sampling),
        "sd_method": doubles(spread.method),
        "sd_missing": doubles(spread.missing),
        "moved_most_by": text([factor.value if factor else "" for factor in moved.moves_most()]),
        **_indices(moved),
    }
    return Frame("doubt", MappingProxyType(columns))


def _indices(moved: Sensitivity) -> dict[str, Column]:
    columns = {}
    for factor in VARIED:
        columns[f"sobol_{factor.value}"] = doubles(moved.index[factor])
        columns[f"sobol_{factor.value}_low"] = doubles(moved.low[factor])
        columns[f"sobol_{factor.value}_high"] = doubles(moved.high[factor])
    return columns


def check_writable(file: Path) -> None:
    """Refuse a place to write to that is a folder."""
    if file.is_dir():
        raise InvalidInput.because("is a folder, not a file to write", file=file)
