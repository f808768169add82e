"""Rules for who may see how the site runs."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.permissions import Permissions
from loftet.people.rules import DECIDES

NOBODY_NAMED = Denied(_("This page is for those who run the site. Nobody is named as that yet."))
FOR_THE_OPERATOR = Denied(
    _("This page is for administrators and top management of the organisation that runs the site.")
)


def may_operate(permissions: Permissions) -> Verdict:
    """Check whether the actor may see how the site runs: administrators and top management of its operator.

    The operator is the organisation whose name is `LOFTET_OPERATOR`; a role by delegation is not enough.
    """
    operator = settings.OPERATOR.strip().casefold()
    if not operator:
        return NOBODY_NAMED
    held = (one for one in permissions.roles if one.kind in DECIDES and not one.by_delegation)
    return ALLOWED if any(one.name.casefold() == operator for one in held) else FOR_THE_OPERATOR
