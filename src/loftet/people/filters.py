"""The filters of the people of an organisation."""

from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.people.models import RoleKind


class RoleFilters(Filters):
    """Roles found by name, address and what the role is called."""

    q = WordsFilter(
        ("user__name", "user__email"),
        labels={"kind": lambda: RoleKind.choices},
        label=_("Find a person or a role"),
    )
