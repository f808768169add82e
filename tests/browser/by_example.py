"""Pages that no table of pages names: the example of their app makes them, and who is let in first reads."""

from collections.abc import Collection, Mapping

from django.test import Client
from django.utils import timezone

from loftet.core.registry import App, apps
from loftet.core.testing import address_of, pages_of
from loftet.people.actor import actor_at
from loftet.people.models import Organisation, RoleKind
from loftet.places.models import Place
from tests.browser.barriers import Made, Shown
from tests.people.partnership import browser_of, hire, named_person, small_partnership


def pages_by_example(named: Collection[str]) -> dict[str, Shown]:
    """Return the pages of apps that register an example, without those that are named elsewhere."""
    return {name: Shown(name, f"{{{name}}}") for names in _unnamed(named).values() for name in names}


def made_by_examples(named: Collection[str]) -> Made:
    """Make the example of each app that has such pages, with an author of its own."""
    world = small_partnership()
    oslo = Place.objects.get(slug="oslo")
    elsewhere = Organisation.objects.create(slug="oslo", name="Oslo", kind="municipality", place=oslo)
    readers: dict[str, Client] = {}
    words: dict[str, object] = {}
    people: dict[str, Client] = {}
    for label, names in _unnamed(named).items():
        author = None
        for kind in RoleKind:
            author = hire(f"{label}@hallingdal.example", world.council, kind)
        assert author is not None
        example = _apps()[label].example
        assert example is not None
        found = example(actor_at(author, timezone.now(), timezone.localdate()), world.council)
        for name in names:
            who = found.let_in[name][0]
            if who not in people:
                people[who] = browser_of(named_person(who, world, elsewhere))
            readers[name], words[name] = people[who], address_of(name, found)
    return Made(readers, words)


def _apps() -> Mapping[str, App]:
    return {app.label: app for app in apps() if app.example is not None}


def _unnamed(named: Collection[str]) -> Mapping[str, Collection[str]]:
    """Return the names of pages that can be read, by the label of their app."""
    found = {
        label: [
            name
            for name, page in pages_of(app).items()
            if name not in named and "get" in page.http_method_names
        ]
        for label, app in _apps().items()
    }
    return {label: names for label, names in found.items() if names}
