"""The hooks by which later apps join in with agreements."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from loftet.core.hooks import Hook
from loftet.people.models import Organisation

FirstValues = Callable[[HttpRequest, Organisation], Mapping[str, Any]]
FIRST_VALUES: Hook[FirstValues] = Hook("what is filled in of a new agreement, to be read before it is kept")
FOLLOWED_UP: Hook[str] = Hook("the relation, from an agreement, to what follows it when it runs out")
