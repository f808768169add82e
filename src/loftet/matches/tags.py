"""The targets and the kind of purchase that a need and a solution both name."""

from loftet.core.cpv import CPV_ALIKE, are_alike
from loftet.needs.models import Need
from loftet.solutions.models import Solution


def shared_targets(need: Need, solution: Solution) -> list[str]:
    """Return the targets that both name, in their order."""
    return sorted(set(need.targets) & set(solution.targets))


def shared_cpv(need: Need, solution: Solution) -> str:
    """Return the beginning of the CPV code that both name, and nothing where they name none in common."""
    return need.cpv[:CPV_ALIKE] if are_alike(need.cpv, solution.cpv) else ""
