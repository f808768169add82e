"""A series of a municipality and a file that is being looked at, for the tests that walk these pages."""

from loftet.core.registry import Example
from loftet.own_data.actions import Upload, begin_series, keep_figures
from loftet.own_data.choices import PlaceWords
from loftet.own_data.models import OwnFile
from loftet.own_data.proposal import propose
from loftet.own_data.reading import read_chosen
from loftet.own_data.rules import ADDS
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.places.models import Place

CONTENT = "År;Andel\n2023;12,5\n2024;13,0\n".encode()
ABOUT = {
    "title": "Svinn",
    "unit": "%",
    "decimals": 1,
    "covers": "1",
    "source": "Kjøkenet",
    "licence": "CC BY 4.0",
    "note": "",
}


def send_example(place: Place, actor: Actor) -> OwnFile:
    """Create a file of a new series."""
    words = PlaceWords.of([], [place.name])
    choices, table = propose("svinn.csv", CONTENT, words)
    upload = Upload("svinn.csv", CONTENT, choices, read_chosen(table, choices, words))
    return begin_series(place, upload, actor=actor)


def example(author: Actor, organisation: Organisation) -> Example:
    """Return a series that is shown and a file that is not kept, and who is let in where."""
    member = member_of(organisation, author)
    assert member.place is not None
    Role.objects.create(
        user=author.person, organisation=member, kind=RoleKind.PLANNER, valid_from=author.today
    )
    actor = actor_at(author.person, author.now, author.today)
    shown, begun = (send_example(member.place, actor) for _number in range(2))
    keep_figures(shown, ABOUT, actor=actor)
    adds = (*roles_at("member", ADDS), "lent: facilitator")
    own = ("own_data_create", "own_series_correct", "own_series_withdraw", "own_file", "own_file_discard")
    about_file = ("own_file_read", "own_file_keep")
    return Example(
        words={"place": member.place.slug, "series": shown.series_id, "file": begun.pk},
        let_in={
            **dict.fromkeys(("own_data", "own_series", "own_series_csv"), EVERYBODY),
            **dict.fromkeys((*own, *about_file), adds),
        },
        sent={
            "own_file_read": {"version": "1", "period": "0", "value": "1", "header": "1", "decimal": ","},
            "own_file_keep": {name: str(value) for name, value in ABOUT.items()} | {"version": "1"},
            "own_series_withdraw": {"reason": "Feil.", "version": "1"},
        },
    )
