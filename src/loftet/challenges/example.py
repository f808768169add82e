"""A reported challenge of a region, for the tests that walk through the pages of challenges."""

from collections.abc import Mapping

from loftet.challenges.actions import report_challenge
from loftet.challenges.choosing.example import SENT, begin_example
from loftet.challenges.models import About
from loftet.challenges.rules import MAY_PICK
from loftet.challenges.targets.example import begin_uses, sent_of
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.status.edition import store
from loftet.status.region.views import region_in
from loftet.status.shared_challenges.queries import challenges_page


def finding_of(region: Place) -> Mapping[str, str]:
    """Return the first shared challenge that the figures of a region show, as a button sends it, if any."""
    edition = store().current().edition
    assert edition is not None
    page = challenges_page(store(), edition, region.name, region_in(region, edition).members)
    for about, lines in ((About.INDICATOR, page.challenges), (About.TARGET, page.targets)):
        if lines:
            return {"about": about, "key": lines[0].key}
    return {}


# One number for all that later pages add; far from those that a database gives by itself.
NUMBER = 90_000


def example(facilitator: Actor, organisation: Organisation) -> Example:
    """Return a reported challenge of a council's region, and who is let in where."""
    assert organisation.place is not None
    texts = {"title": "Avløp", "text": "Hyttene.", "said_by": "Gol", "own_figures": ""}
    challenge = report_challenge(organisation.place, texts, "nb", actor=facilitator)
    member = member_of(organisation, facilitator).place
    assert member is not None
    speaks = (*roles_at("own", MAY_PICK), *roles_at("member", MAY_PICK), "lent: facilitator")
    everybody = (*EVERYBODY, "other: facilitator")
    open_pages = ("challenges", "challenges_csv", "challenge", "comparison_challenges")
    forms = ("report_challenge", "revise_challenge", "withdraw_challenge")
    finding = finding_of(organisation.place)
    choosing = begin_example(facilitator, member_of(organisation, facilitator))
    using = begin_uses(member, organisation.place, NUMBER, facilitator.today)
    return Example(
        words={
            "number": challenge.pk,
            "pk": NUMBER,
            "kind": "plan",
            "place": organisation.place.slug,
            "municipality": member.slug,
        },
        let_in={
            **dict.fromkeys(open_pages, everybody),
            **dict.fromkeys(forms, speaks),
            "pick_challenge": speaks if finding else (),  # what the figures do not show is not found
            **choosing,
            **using,
        },
        sent={"pick_challenge": finding, **SENT, **sent_of(member, facilitator.today)},
        query={"comparison_challenges": {"sted": member.slug}},
    )
