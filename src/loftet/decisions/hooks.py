"""Hooks of later packages for a recorded outcome, called in the same transaction."""

from collections.abc import Callable, Set

from loftet.core.hooks import Hook
from loftet.decisions.models import Outcome, Treatment
from loftet.people.actor import Actor

# What came of a matter that others prepared has been recorded: the treatment, and who did it when.
OUTCOME_RECORDED: Hook[Callable[[Treatment, Actor], object]] = Hook("an outcome is recorded")
# An outcome has been corrected: the treatment, its outcome till now, who did it when, and the keys of those
# who were told of it because they follow the matter.
OUTCOME_CORRECTED: Hook[Callable[[Treatment, Outcome | None, Actor, Set[int]], object]] = Hook(
    "an outcome is corrected"
)
