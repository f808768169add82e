"""The page of exploring, and what it shows as files and pictures."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from loftet.charts.heat import HeatCell, heat_cell
from loftet.charts.picture import Caption, picture
from loftet.core.words import NOT_JOINED, Sign, gap_sign
from loftet.editions.rows import Edition, GoalReading, GoalWord
from loftet.editions.store import EditionStore
from loftet.methods.rank_ranges import RankRange
from loftet.status.composition import word_rule
from loftet.status.downloads import Kind as FileKind
from loftet.status.downloads.answer import PNG, SVG, file_response
from loftet.status.downloads.said import MADE_UP, citation, licence_name, origin_words
from loftet.status.edition import PARAMETER, edition_of, store
from loftet.status.explore import choices, drawing, html, sentences, tables
from loftet.status.explore.choices import Choice, Kind
from loftet.status.explore.queries import (
    Explored,
    GoalsOfMember,
    Order,
    Row,
    courses,
    explore,
    goals_of_members,
    order,
)
from loftet.status.goal_names import Goal, goals
from loftet.status.indicator.drawing import kept_png
from loftet.status.signs import goal_sign

MOST_COLUMNS = 8  # so many municipalities have a column each, and goals a row; more have a row each
HEAT_WORDS = {
    GoalWord.STRONG: "strong",
    GoalWord.MIXED: "mixed",
    GoalWord.WEAK: "weak",
    GoalWord.TOO_FEW: "few",
}


@dataclass(frozen=True, slots=True)
class Heat:
    """A goal in a municipality: its word, and how many figures are strong and weak."""

    sign: Sign
    cell: HeatCell


@require_safe
def explore_page(request: HttpRequest) -> HttpResponse:
    """Show two figures of every municipality, in the way that the address asks for."""
    edition = edition_of(request)
    choice = choices.read_choice(request, store(), edition) if edition else None
    if edition is None or choice is None:
        return render(request, "status/pages/explore_empty.html")
    explored = explore(store(), edition, choice)
    context = page_context(request, edition, explored) | kind_context(store(), edition, explored)
    return render(request, "status/pages/explore.html", context)


def page_context(request: HttpRequest, edition: Edition, explored: Explored) -> dict[str, object]:
    """Return what the page shows whichever way is chosen."""
    choice = explored.choice
    permanent = choices.address(request, choice, **{PARAMETER: edition.id})
    return {
        "choice": choice,
        "explored": explored,
        "kinds": kinds(request, choice),
        "has_up": choice.kind is not Kind.GOALS,
        "has_across": choice.kind in (Kind.SCATTER, Kind.TABLE),
        "up_options": html.indicator_options(choice, choice.up.key, has_inhabitants=False),
        "across_options": html.indicator_options(
            choice, choice.across.key if choice.across else choices.INHABITANTS, has_inhabitants=True
        ),
        "place_options": html.place_options(choice),
        "csv_address": choices.address(request, choice, "explore_csv"),
        "excel_address": choices.address(request, choice, "explore_xlsx"),
        "png_address": choices.address(request, choice, "explore_png") if has_picture(choice) else "",
        "svg_address": choices.address(request, choice, "explore_svg") if has_picture(choice) else "",
        "here": request.build_absolute_uri(choices.address(request, choice)),
        "permanent": request.build_absolute_uri(permanent),
        "citation": citation(choice.up, edition, request.build_absolute_uri(permanent)),
        "sources": [one for one in (choice.up, choice.across) if one is not None],
        "gaps": len(explored.rows) - len(explored.known),
    }


def kinds(request: HttpRequest, choice: Choice) -> list[tuple[str, str, str, bool]]:
    """Return the ways to show: icon, words, address, and whether it is the one shown."""
    known = (
        (Kind.SCATTER, "chart-scatter", pgettext("way to show", "Scatter")),
        (Kind.SPREAD, "chart-histogram", pgettext("way to show", "Distribution")),
        (Kind.ORDER, "list-numbers", pgettext("way to show", "Order")),
        (Kind.SMALL, "layout-grid", pgettext("way to show", "Small charts")),
        (Kind.GOALS, "grid-4x4", pgettext("way to show", "The goals")),
        (Kind.TABLE, "table", pgettext("way to show", "Table")),
    )
    return [
        (icon, words, choices.address(request, choice, **{choices.KIND: kind.value}), kind is choice.kind)
        for kind, icon, words in known
    ]


def kind_context(reader: EditionStore, edition: Edition, explored: Explored) -> dict[str, object]:
    """Return what one way of showing needs, its heading first."""
    kind, choice = explored.choice.kind, explored.choice
    if kind is Kind.SPREAD:
        return spread_context(explored) | {
            "heading": sentences.named(explored, sentences.spread_said(explored))
        }
    if kind is Kind.ORDER:
        found = order(explored)
        said = sentences.named(explored, sentences.order_said(explored, found))
        return order_context(explored, found) | {"heading": said}
    if kind is Kind.SMALL:
        return courses_context(reader, edition, explored)
    if kind is Kind.GOALS:
        members = goals_of_members(reader, edition, choice)
        return goals_context(members) | {"heading": sentences.goals_said(choice, members)}
    if kind is Kind.TABLE:
        return {"heading": sentences.finding(explored)} | _with_table(
            tables.figures_table(explored, explored.rows)
        )
    return scatter_context(explored) | spread_context(explored)


def scatter_context(explored: Explored) -> dict[str, object]:
    """Return the scatter and the list of the place brought out."""
    return {
        "heading": sentences.finding(explored),
        "unit_line": sentences.unit_line(explored),
        "scatter": drawing.draw_scatter(drawing.scatter_view(explored)),
        "list_heading": sentences.list_heading(explored.choice),
        "list_about": sentences.list_about(explored),
        "list": [list_line(explored, row) for row in explored.own],
        "spread_heading": sentences.spread_said(explored),
    }


def list_line(explored: Explored, row: Row) -> tuple[Row, float | None, str]:
    """Return a municipality with its figure, and how far it lies from what one would expect."""
    distance = explored.distance(row)
    return row, row.value, "" if distance is None else sentences.signed(distance, explored.up.decimals)


def spread_context(explored: Explored) -> dict[str, object]:
    """Return the distribution, and the table of what is drawn."""
    return {
        "spread": drawing.draw_spread(drawing.spread_view(explored)),
        "spread_about": sentences.spread_about(explored),
    } | _with_table(tables.figures_table(explored, tables.shown_rows(explored)))


def order_context(explored: Explored, found: Order) -> dict[str, object]:
    """Return the ranges of the place brought out, and who is for certain among the best and the weakest."""
    ranges = found.ranges
    judged = [row for row in explored.known if row.up.judged and row.place.code in ranges]
    return {
        "order": found,
        "best_count": sentences.BEST,
        "ranges": [range_line(row, ranges.get(row.place.code)) for row in explored.own],
        "best": [row.place for row in judged if ranges[row.place.code].is_among_best(sentences.BEST)],
        "worst": [row.place for row in judged if ranges[row.place.code].is_among_worst(sentences.BEST)],
    } | _with_table(tables.order_table(explored, found))


def range_line(row: Row, found: RankRange | None) -> dict[str, object]:
    """Return the bar of a municipality; one without status, or without a figure, has words alone."""
    if not row.up.judged:
        return {"place": row.place, "said": NOT_JOINED.word}
    if found is None:
        return {"place": row.place, "said": gap_sign(row.up.status).word if row.value is None else ".."}
    return {
        "place": row.place,
        "start": round(100 * (found.best - 1) / found.of, 1),
        "width": round(100 * (found.worst - found.best + 1) / found.of, 1),
        "said": sentences.range_said(found.best, found.worst, found.of),
    }


def courses_context(reader: EditionStore, edition: Edition, explored: Explored) -> dict[str, object]:
    """Return the small charts of years."""
    found, country = courses(reader, edition, explored)
    drawn = drawing.draw_courses(found, country, explored.up.decimals)
    charts = zip(found, drawn.charts, strict=True) if drawn else ()
    return {
        "heading": sentences.courses_said(explored, found),
        "small": drawn,
        "courses": [
            (one, chart, (year := max(one.years)), one.years[year]) if one.years else (one, chart, None, None)
            for one, chart in charts
        ],
    } | _with_table(tables.years_table(reader, edition, explored))


def goals_context(members: tuple[GoalsOfMember, ...]) -> dict[str, object]:
    """Return the table of municipalities and goals: goals stand under each other where there is space."""
    rows: list[tuple[Goal | GoalsOfMember, list[tuple[str, Heat | None]]]] = []
    if len(members) <= MOST_COLUMNS:
        for goal in goals():
            rows.append(
                (goal, [(member.place.name, _heat(member.goals.get(goal.key))) for member in members])
            )
    else:
        for member in members:
            rows.append((member, [(goal.name, _heat(member.goals.get(goal.key))) for goal in goals()]))
    return {
        "word_rule": word_rule(),
        "heat": rows if members else [],
        "members": members,
        "every_goal": goals(),
        "goals_down": len(members) <= MOST_COLUMNS,
    }


def _heat(reading: GoalReading | None) -> Heat | None:
    if reading is None:
        return None
    wording = reading.wording
    cell = heat_cell(wording.strong, wording.weak, HEAT_WORDS[wording.word]) if wording else None
    return Heat(goal_sign(reading), cell or heat_cell(0, 0, "few"))


def _with_table(table: tables.Table) -> dict[str, object]:
    return {"table": table, "table_rows": html.table_rows(table)}


# --- files ---------------------------------------------------------------------------------------


def has_picture(choice: Choice) -> bool:
    """Check whether what is shown can be taken as a picture."""
    return choice.kind in (Kind.SCATTER, Kind.SPREAD)


def read_files(request: HttpRequest) -> tuple[Edition, Explored]:
    """Read what a file is asked for, or say what of its address cannot be followed."""
    edition = edition_of(request)
    choice = choices.read_choice(request, store(), edition) if edition else None
    if edition is None or choice is None:
        raise Http404(_("No figures have been published here yet."))
    if choice.errors:
        raise Http404(" ".join(choice.errors))
    return edition, explore(store(), edition, choice)


@require_safe
def explore_file(request: HttpRequest, kind: FileKind) -> HttpResponseBase:
    """Return what is shown as CSV or Excel."""
    edition, explored = read_files(request)
    table = tables.table_of(store(), edition, explored)
    return tables.table_response(request, kind, table, explored, edition, sentences.finding(explored))


@require_safe
def explore_picture(request: HttpRequest, kind: FileKind) -> HttpResponseBase:
    """Return the scatter or the distribution as a picture that says its finding and its source itself."""
    edition, explored = read_files(request)
    is_spread = explored.choice.kind is Kind.SPREAD
    drawn = drawing.slide_of(explored, is_spread=is_spread) if has_picture(explored.choice) else None
    if drawn is None:
        raise Http404(_("There is no picture of this view: ask for vis=punktsky or vis=fordeling."))
    svg = picture(drawn, _caption(request, edition, explored))
    name = f"{tables.FILE}-{explored.choice.kind}-{explored.up.key}"
    if kind is PNG:
        return file_response(request, edition, name, PNG, lambda: kept_png(svg, edition, name))
    return file_response(request, edition, name, SVG, svg.encode)


def _caption(request: HttpRequest, edition: Edition, explored: Explored) -> Caption:
    is_spread = explored.choice.kind is Kind.SPREAD
    nothing = _("nothing here is a real figure about a real municipality.")
    source = " · ".join(
        filter(
            None,
            (
                _("Source: %(source)s") % {"source": origin_words(explored.up, edition)},
                licence_name(explored.up, edition),
                _("Løftet, edition %(edition)s") % {"edition": edition.id},
            ),
        )
    )
    return Caption(
        f"{MADE_UP}: {nothing}" if edition.demo else "",
        sentences.spread_said(explored) if is_spread else sentences.finding(explored),
        sentences.spread_about(explored) if is_spread else sentences.unit_line(explored),
        (source, request.build_absolute_uri(choices.address(request, explored.choice))),
    )
