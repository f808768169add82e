"""What the municipalities of a region, or any that a reader names, have in common; and the same as a file."""

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.challenges.queries import not_judged, own_challenges
from loftet.challenges.rules import may_pick
from loftet.challenges.views.finding import find_here, speaks_for
from loftet.core.export import Cells
from loftet.editions.rows import Edition
from loftet.editions.shared import Shared
from loftet.indicators.downloads import csv_response
from loftet.indicators.edition import edition_of, store
from loftet.indicators.queries.challenges import Known, challenges_page, known_of, persons_of
from loftet.indicators.queries.chosen import MOST_CHOSEN, PlaceInEdition, chosen_places
from loftet.indicators.sentences.words import join_words
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.finding import codes_of
from loftet.methods.challenges import State
from loftet.people.access import permissions_of

HEADER = (
    *("kind", "key", "name", "state", "why", "sharing", "spared", "unknown", "own", "others", "unit"),
    *("persons", "persons_shown", "improving", "influence", "together", "inside", "outside"),
    *("p", "q", "p_strength", "q_strength"),
)


@require_safe
def challenges(request: HttpRequest, place: str) -> HttpResponse:
    """Show what the municipalities of a region have in common, and what they have made theirs."""
    found = find_here(request, place, "challenges")
    if isinstance(found, HttpResponse):
        return found
    permissions = permissions_of(request)
    allowed = permissions.user is not None and bool(
        may_pick(permissions, found.region, speaks_for(found.region, None))
    )
    own = own_challenges(found.region, not_judged(store(), found.edition, found.members))
    context: dict[str, object] = {
        "here": found,
        "own": own,
        "picked": {one.key: one.pk for one in own if one.is_found},
        "beside": [one.slug for one in found.members][:MOST_CHOSEN],
        "may_pick": allowed,
    }
    if found.edition is not None and len(found.members) > 0:
        context["page"] = challenges_page(store(), found.edition, found.region.name, found.members)
    return render(request, "challenges/region.html", context)


@require_safe
def comparison_challenges(request: HttpRequest) -> HttpResponse:
    """Show what the municipalities that a reader names have in common."""
    edition, members = named_members(request)
    if edition is None or not members:
        raise Http404(_("Choose the municipalities, each as «sted=» in the address."))
    name = join_words([one.name for one in members])
    context = {
        "page": challenges_page(store(), edition, name, members),
        "name": name,
        "slugs": [one.slug for one in members],
    }
    return render(request, "challenges/chosen.html", context)


def named_members(request: HttpRequest) -> tuple[Edition | None, tuple[PlaceInEdition, ...]]:
    """Return the municipalities that an address names, eight at most."""
    edition = edition_of(request)
    if edition is None:
        return None, ()
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(store(), edition))
    return edition, tuple(one for one in chosen.places if one.kind == "municipality")[:MOST_CHOSEN]


@require_safe
def challenges_csv(request: HttpRequest, place: str) -> HttpResponseBase:
    """Return every finding about a region, also of what is neither a challenge nor a strength."""
    found = find_here(request, place, "challenges_csv")
    if isinstance(found, HttpResponse):
        return found
    if found.edition is None or not found.members:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": found.region.name})
    known = known_of(store(), found.edition, found.members)
    name = f"utfordringer-{found.region.slug}"
    return csv_response(request, name, csv_rows(known), found.edition, HEADER)


def csv_rows(known: Known) -> Iterator[Cells]:
    """Return the rows of the file: indicators, then targets, then goals, the surest challenges first."""
    challenges_ = [one for one in known.found.indicators if one.state is State.CHALLENGE]
    persons = persons_of(store(), known, challenges_)
    parts: Sequence[tuple[str, Sequence[Shared]]] = (
        ("indicator", known.found.indicators),
        ("target", known.found.targets),
        ("goal", known.found.goals),
    )
    for kind, part in parts:
        for one in part:
            indicator = known.indicators.get(one.key) if kind == "indicator" else None
            about = persons.get(one.key)
            yield (
                *(kind, one.key, indicator.name if indicator else "", one.state.value, one.why.value),
                *("; ".join(known.names(codes)) for codes in (one.sharing, one.spared, one.unknown)),
                *(one.own, one.others, indicator.unit if indicator else ""),
                *((about.number, about.shown.value) if about else (None, "")),
                "" if one.improving is None else str(one.improving).lower(),
                (indicator.influence or "") if indicator else "",
                "; ".join(one.related),
                *(
                    "; ".join(place.name for place in known.linked(codes))
                    for codes in (one.inside, one.outside)
                ),
                *(one.p, one.q, one.p_strength, one.q_strength),
            )
