"""The rule on procurement strategies: who writes needs for a buyer writes its strategy."""

from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.people.rules import role_rule

# Who may write the procurement strategy of an organisation.
may_write_strategy = role_rule(
    SPEAKS_FOR_ITS_PLACE,
    _("Municipalities, counties and regional councils buy here."),
    WRITES,
    _("The strategy is written by those who write needs for the organisation."),
)
