"""The panel of an app on the page of an organisation: its records there, and what can be done with them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.words import Words
from loftet.people.actor import Actor
from loftet.people.models import Organisation

MOST_SHOWN = 5


def state_of(row: Any, _actor: Actor) -> object:
    """Return what the state of a record is called."""
    return row.get_state_display()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPanel:
    """The first records that a reader may see, below a heading; `empty` is said where there are none.

    `kinds` are the organisations that have it, if not all. `list_url` leads to the list of all records,
    `links` to pages at the organisation's address, for those whom their rules let in. With `hides` the
    panel is away where there is neither a record nor such a link.
    """

    do_not_call_in_templates: ClassVar[bool] = True  # Django would call it there, and show nothing

    heading_id: str
    heading: Words
    rows: Callable[[Actor, Organisation], QuerySet[Any]]
    empty: Words
    links: Sequence[Link]
    list_url: str = ""
    list_words: Words = ""
    kinds: Collection[str] = ()
    note: Callable[[Any, Actor], object] = state_of
    hides: bool = False

    def __call__(self, request: HttpRequest, subject: Any) -> Panel | None:
        """Return the panel, for a page of an organisation that has it."""
        if not isinstance(subject, Organisation) or (self.kinds and subject.kind not in self.kinds):
            return None
        actor = actor_of(request)
        rows = [(one, self.note(one, actor)) for one in self.rows(actor, subject)[:MOST_SHOWN]]
        links = [
            (one.words, reverse(one.url_name, args=[subject.slug]))
            for one in self.links
            if one.rule(actor, subject)
        ]
        if self.hides and not (rows or links):
            return None
        if self.list_url:
            links.insert(0, (self.list_words, reverse(self.list_url)))
        context = {"panel": self, "rows": rows, "links": links}
        return Panel("people/parts/organisation_panel.html", context)
