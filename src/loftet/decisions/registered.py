"""How bodies and matters take part in what other packages show, tell, ask and keep."""

from loftet.core.panels import show_in
from loftet.decisions.models import Matter, TreatmentKind
from loftet.decisions.panels import of_organisation
from loftet.decisions.personal_data import TABLES
from loftet.decisions.queries.waiting import tasks_for
from loftet.decisions.rules import may_see
from loftet.decisions.words import LOG, NOTICES
from loftet.log.words import name_keys, register_log_words
from loftet.notices.followed import register_followed
from loftet.notices.tasks import register_tasks
from loftet.notices.words import register_notice_words
from loftet.people.personal_data import register_tables


def register() -> None:
    """Tell them."""
    register_log_words(LOG)
    name_keys({"treatment.": {kind.value: kind.label for kind in TreatmentKind}.get})
    register_notice_words(NOTICES)
    register_tasks(tasks_for)
    show_in("organisation", of_organisation)
    register_tables(TABLES)
    register_followed(Matter, may_see, "organisation", "prepared_by")
