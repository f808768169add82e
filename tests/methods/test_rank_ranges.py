"""Nobody gets a single place in an order: a range, as far as the intervals of all say."""

import random

from loftet.methods.comparison import Measured
from loftet.methods.rank_ranges import RankRange, rank_ranges


def test_the_true_place_lies_in_every_range_at_least_95_times_of_100() -> None:
    dice, held, runs = random.Random(3), 0, 200
    for _run in range(runs):
        truth = [dice.gauss(0, 1) for _place in range(60)]
        seen = [value + dice.gauss(0, 0.4) for value in truth]
        ranges = rank_ranges([Measured(one, one - 0.784, one + 0.784) for one in seen], high_is_best=True)
        order = sorted(truth, reverse=True)
        places = [order.index(value) + 1 for value in truth]
        held += all(
            one is not None and one.best <= place <= one.worst
            for place, one in zip(places, ranges, strict=True)
        )
    assert held >= 0.95 * runs


def test_low_is_best_where_it_is() -> None:
    figures = [Measured(1, 0.9, 1.1), Measured(5, 4.9, 5.1), Measured(9, 8.9, 9.1)]
    assert rank_ranges(figures, high_is_best=False) == (
        RankRange(1, 1, 3),
        RankRange(2, 2, 3),
        RankRange(3, 3, 3),
    )


def test_a_figure_without_interval_has_no_range_and_counts_in_no_other() -> None:
    figures = [Measured(1, 0.9, 1.1), Measured(100), Measured(3, 3, 3), Measured(5, 4.9, 5.1)]
    assert rank_ranges(figures, high_is_best=True) == (RankRange(2, 2, 2), None, None, RankRange(1, 1, 2))


def test_among_the_best_and_the_weakest() -> None:
    assert RankRange(3, 50, 357).is_among_best(50)
    assert not RankRange(3, 51, 357).is_among_best(50)
    assert RankRange(308, 320, 357).is_among_worst(50)
    assert not RankRange(307, 320, 357).is_among_worst(50)
