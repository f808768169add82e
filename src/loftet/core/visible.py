"""The rows that somebody may see: said once for each model, by `visible=` of the `App` that has it.

Pages, lists, search, exports, followed things and letters ask by `Model.objects.visible_to(actor)`.
"""

from collections.abc import Callable
from typing import Self, TypeVar

from django.db.models import Manager, Model, Q, QuerySet

from loftet.core.actor import AnyActor
from loftet.core.registry import conditions
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.core.words import Words

M = TypeVar("M", bound=Model)


def everybody(_actor: AnyActor) -> Q:
    """Return the condition of rows that everybody may see."""
    return Q()


def visible_rows(model: type[M], actor: AnyActor) -> QuerySet[M]:
    """Return the rows of a model that somebody may see."""
    return model._default_manager.filter(_condition_of(model, actor))


def visible_rule(reason: Words) -> Callable[[AnyActor, Model], Verdict]:
    """Build the rule of the page of a record: those whom its app lets see it; others are told the reason."""

    def may_see(actor: AnyActor, record: Model) -> Verdict:
        is_open = visible_rows(type(record), actor).filter(pk=record.pk).exists()
        return ALLOWED if is_open else Denied(reason)

    return may_see


def _condition_of(model: type[Model], actor: AnyActor) -> Q:
    """Return the condition on the rows of a model that somebody may see.

    Raises:
        LookupError: when no app says who may see them: then nobody may.
    """
    condition = conditions().get(model)
    if condition is None:
        raise LookupError(f"no app says who may see a {model.__name__}")
    return condition(actor)


class VisibleManager(Manager[M]):
    """Rows of which some are hidden from some readers."""

    def visible_to(self, actor: AnyActor) -> QuerySet[M]:
        """Return the rows that somebody may see."""
        return self.filter(_condition_of(self.model, actor))


class VisibleQuerySet(QuerySet[M]):
    """The same for a model with a query set of its own."""

    def visible_to(self, actor: AnyActor) -> Self:
        """Return the rows that somebody may see."""
        return self.filter(_condition_of(self.model, actor))
