"""The slides of a municipality: state, strong, to lift, what can be done, 2030, shared, next."""

from collections.abc import Sequence
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from loftet.charts.profile import WIDE, profile
from loftet.charts.profile_svg import GUTTER
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.municipality.ahead import AheadChart
from loftet.status.municipality.cards import Card
from loftet.status.municipality.queries import Link, Overview, municipality_page
from loftet.status.presentation.region import shared_slide
from loftet.status.presentation.slides import SCALE, WIDTH, Slide, StripLine, enlarged, without_stop
from loftet.status.profile import ProfileOfPlace, legend
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import Area

HALF = 840.0  # pixels of half a slide
AXIS = 42.0  # pixels for the numbers of a small chart
HIGHEST = 400.0  # pixels of a profile, before it is enlarged
# The largest marks that fit: a municipality may have eight of a kind in a column, or three.
SIZES = (WIDE, replace(WIDE, mark=13, step=15.5), replace(WIDE, mark=11, step=13))
MOST_BESIDE = 8  # municipalities that a slide can name


def municipality_slides(
    store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None, link: Link
) -> tuple[Slide, ...]:
    """Return the slides of a municipality; one that is not judged has the first and the last alone."""
    page = municipality_page(store, edition, place, link, area)
    overview = page.overview
    found = [
        state(overview),
        figures(
            _("Strengths"),
            _("Clearly strong, and something that the municipality steers."),
            overview.strong,
        ),
        figures(_("Needs improvement"), _("Clearly weak, and can be influenced."), overview.lift),
        deeds(overview.lift),
        ahead(place.name, page.ahead),
        shared(store, edition, place, area) if overview.judged else None,
        following(overview, area),
    ]
    return tuple(one for one in found if one is not None)


def state(overview: Overview) -> Slide:
    """Return the slide of how the municipality stands: the profile, or why there is none."""
    title, lead = without_stop(overview.answer, 0), without_stop(overview.answer, 1)
    return Slide("profile", title, lead, overview.profile and ProfileDrawing(overview.profile))


class ProfileDrawing:
    """A profile as large as a slide, the one for a phone, and what its marks mean."""

    def __init__(self, found: ProfileOfPlace) -> None:
        size = next((one for one in SIZES if profile(found.columns, one).height <= HIGHEST), SIZES[-1])
        drawn = found.drawn(size, titled=True)
        self.narrow = found.narrow
        self.wide = enlarged(drawn, WIDTH / SCALE, profile(found.columns, size).height, left=GUTTER)
        shown = {mark.kind for column in found.columns for mark in column.marks}
        self.legend = [one for one in legend() if one.kind in shown]


def figures(title: str, lead: str, cards: Sequence[Card]) -> Slide | None:
    """Return a slide of up to three figures, each where it lies among all."""
    if not cards:
        return None
    lines = tuple(StripLine(one.name, one.sentence, one.strip) for one in cards)
    return Slide("strips", title, lead, lines)


def deeds(cards: Sequence[Card]) -> Slide | None:
    """Return the slide of what can be done about what is weak."""
    advised = [one for one in cards if one.advice]
    if not advised:
        return None
    return Slide(
        "deeds",
        _("What can we do?"),
        _("From the figures of others, and what the municipality steers."),
        advised,
    )


def ahead(name: str, charts: Sequence[AheadChart]) -> Slide | None:
    """Return the slide of the targets that are unlikely to be reached."""
    if not charts:
        return None
    year = charts[0].mini.target_year
    title = _("Unlikely that %(place)s reaches these targets by %(year)s") % {"place": name, "year": year}
    lead = _("Line: figures until now. Fan: what is most likely ahead.")
    return Slide("ahead", title, lead, [AheadDrawing(one) for one in charts])


class AheadDrawing:
    """A small chart as large as half a slide."""

    def __init__(self, chart: AheadChart) -> None:
        self.name, self.chance, self.mini, self.label = chart.name, chart.chance, chart.mini, chart.label
        self.now, self.target = chart.now, chart.target
        told = {
            "mini": chart.mini,
            "label": chart.label,
            "now_label": chart.now,
            "target_label": chart.target,
        }
        drawn = render_to_string("charts/mini_projection.svg", told)
        self.drawing = enlarged(drawn, HALF / SCALE, chart.mini.height, left=AXIS)


def shared(store: EditionStore, edition: Edition, place: PlaceInEdition, area: Area | None) -> Slide | None:
    """Return the slide of what the municipality shares with its region; a county is too large for one."""
    if area is None or len(area.others) >= MOST_BESIDE:
        return None
    return shared_slide(store, edition, (place, *area.others))


def following(overview: Overview, area: Area | None) -> Slide:
    """Return the last slide: what to talk about, and where the figures stand."""
    asked = []
    if overview.lift:
        names = one_of([f"«{one.name}»" for one in overview.lift])
        asked.append(_("What do we lift first: %(names)s?") % {"names": names})
    if area and len(area.others) < MOST_BESIDE:
        others = one_of([one.name for one in area.others])
        asked.append(_("With whom do we go together: %(names)s?") % {"names": others})
    asked += [
        _("Where is it decided: in the plan, the budget or an agreement?"),
        _("When do we look at the figures again?"),
    ]
    return Slide("next", _("Next step"), _("Questions to agree on before the meeting ends."), asked)


def one_of(names: Sequence[str]) -> str:
    """Write names as a choice is spoken: a, b or c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
