"""How bodies and matters take part in what other packages show, tell, ask and keep."""

from loftet.core.panels import show_in
from loftet.decisions.kept import TABLES
from loftet.decisions.models import Matter, TreatmentKind
from loftet.decisions.panels import of_organisation
from loftet.decisions.queries.waiting import asks
from loftet.decisions.rules import may_see
from loftet.decisions.words import LOG, NOTICES
from loftet.log.words import name_keys
from loftet.log.words import tell as tell_log
from loftet.notices.followed import register_followed
from loftet.notices.waiting import ask
from loftet.notices.words import tell as tell_notices
from loftet.people.kept import keep


def register() -> None:
    """Tell them."""
    tell_log(LOG)
    name_keys({"treatment.": {kind.value: kind.label for kind in TreatmentKind}.get})
    tell_notices(NOTICES)
    ask(asks)
    show_in("organisation", of_organisation)
    keep(TABLES)
    register_followed(Matter, may_see, "organisation", "prepared_by")
