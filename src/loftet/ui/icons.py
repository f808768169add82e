"""The icons of the goals, which the catalogue names."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from loftet.charts.icons import icon_svg
from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import read_whole

GOALS = "goals.csv"


@lru_cache
def read_goal_icons(file: Path) -> Mapping[str, str]:
    """Read the name of each goal's icon, by the goal's number; refuse one that is not among the icons."""
    icons = {}
    for row in read_whole(file, ("goal", "icon")):
        try:
            icon_svg(row.cells["icon"])
        except InvalidInput as fault:
            raise InvalidInput([row.problem("icon", fault.problems[0].cause)]) from None
        icons[row.cells["goal"]] = row.cells["icon"]
    return icons


def goal_icon_name(goal: str) -> str:
    """Return the name of a goal's icon."""
    return read_goal_icons(settings.CATALOGUE / GOALS)[goal]
