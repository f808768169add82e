"""Where notices take part in what others show and ask."""

from loftet.common.panels import show_in
from loftet.notices.kept import TABLES
from loftet.notices.panels import show_waiting
from loftet.notices.queries.asked import waiting_of_people
from loftet.notices.waiting import ask
from loftet.people.kept import keep


def register() -> None:
    """Say what waits by what `people` knows, what is shown elsewhere, and what is kept about persons."""
    ask(waiting_of_people)
    for spot in ("front", "my_page"):
        show_in(spot, show_waiting)
    keep(TABLES)
