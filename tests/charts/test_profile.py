import itertools
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.profile import NARROW, SMALL, WIDE, Profile, ProfileColumn, ProfileMark, profile
from loftet.charts.profile_svg import ProfileLook, ProfileWords, profile_svg
from loftet.methods.verdicts import MarkKind, Side

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ProfileWords("The profile of <Gol>", "Strong", "Weak", "Missing")


def column(key: str, *marks: MarkKind, names: tuple[str, ...] = ()) -> ProfileColumn:
    named = dict(enumerate(names))
    return ProfileColumn(
        key,
        f"Goal {key}",
        tuple(ProfileMark(kind, kind.name.lower(), named.get(at, "")) for at, kind in enumerate(marks)),
        link=f"/goal/{key}/",
    )


def seventeen(**marks: tuple[MarkKind, ...]) -> list[ProfileColumn]:
    return [column(str(at), *marks.get(f"goal{at}", ())) for at in range(1, 18)]


def test_strong_marks_stand_over_the_line_and_weak_ones_under_it() -> None:
    drawn = profile([column("1", *MarkKind)])
    for mark in drawn.columns[0].marks:
        assert {Side.STRONG: mark.y < drawn.line, Side.WEAK: mark.y > drawn.line}.get(mark.kind.side, True)
    assert [bar.y for bar in drawn.columns[0].bars] == [drawn.line]


def test_the_strongest_and_the_weakest_stand_outermost() -> None:
    weak = (MarkKind.TARGET_VERY_FAR, MarkKind.SLIGHTLY_WEAKER, MarkKind.WEAKER)
    drawn = profile([column("1", MarkKind.BETTER, MarkKind.SLIGHTLY_BETTER, *weak)])
    from_the_top = [mark.kind for mark in sorted(drawn.columns[0].marks, key=lambda mark: mark.y)]
    assert from_the_top == [
        MarkKind.BETTER,
        MarkKind.SLIGHTLY_BETTER,
        MarkKind.SLIGHTLY_WEAKER,
        MarkKind.WEAKER,
        MarkKind.TARGET_VERY_FAR,
    ]


def test_of_one_kind_the_named_mark_stands_outermost_and_is_drawn_last() -> None:
    drawn = profile([column("1", MarkKind.WEAKER, MarkKind.WEAKER, names=("Waste",))])
    assert [(mark.name, mark.y > drawn.line) for mark in drawn.columns[0].marks] == [
        ("", True),
        ("Waste", True),
    ]
    assert drawn.columns[0].marks[-1].y == max(mark.y for mark in drawn.columns[0].marks)


def test_the_columns_share_the_width_and_every_other_is_shaded() -> None:
    drawn = profile(seventeen())
    assert sum(one.width for one in drawn.columns) == pytest.approx(100, abs=0.1)
    assert [one.shaded for one in drawn.columns[:3]] == [False, True, False]


def test_what_is_not_known_stands_apart_and_many_of_them_are_counted() -> None:
    drawn = profile(seventeen(goal1=(MarkKind.UNKNOWN,) * 3, goal2=(MarkKind.UNKNOWN,) * 4))
    assert [(len(one.marks), one.more) for one in drawn.columns[:2]] == [(3, 0), (1, 4)]
    assert drawn.unknown is not None
    assert drawn.unknown > drawn.line + WIDE.step


def test_nothing_unknown_leaves_no_space_for_it() -> None:
    assert profile(seventeen(goal1=(MarkKind.BETTER,))).unknown is None


@pytest.mark.parametrize("size", [NARROW, SMALL, WIDE])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_bars_on_the_line_fit_their_column(size: object, count: int) -> None:
    assert size in (NARROW, SMALL, WIDE)
    drawn = profile(seventeen(goal3=(MarkKind.UNCERTAIN,) * count), size)
    bars, width = drawn.columns[2].bars, drawn.columns[2].bar
    assert bars[-1].x - bars[0].x + width <= drawn.size.width / 17
    assert all(after.x - before.x > width for before, after in itertools.pairwise(bars))


def boxes(drawn: Profile) -> list[tuple[float, float, float]]:
    """Return left and right edge and foot of each name at the narrowest width."""
    found = []
    for name in drawn.names:
        width, middle = max(map(len, name.lines)) * 8.2, name.x * drawn.size.width / 100
        left = {"start": middle, "middle": middle - width / 2, "end": middle - width}[name.anchor]
        found.append((left, left + width, name.y))
    return found


def test_names_of_neighbours_do_not_meet() -> None:
    three = [
        column("4", MarkKind.BETTER, names=("Kindergarten",)),
        column("5", MarkKind.BETTER, MarkKind.BETTER, names=("", "Equality")),
        column("6", MarkKind.BETTER, names=("Drinking water",)),
    ]
    drawn = profile([column("1"), column("2"), column("3"), *three, *(column(str(n)) for n in range(7, 18))])
    placed = boxes(drawn)
    assert len(placed) == 3
    for at, (left, right, foot) in enumerate(placed):
        for other_left, other_right, other_foot in placed[at + 1 :]:
            assert right <= other_left or other_right <= left or abs(foot - other_foot) >= 14


def test_a_name_beside_a_longer_column_ends_in_its_own() -> None:
    columns = seventeen(goal4=(MarkKind.WEAKER,) * 8)
    columns[2] = column("3", *[MarkKind.WEAKER] * 4, names=("Influensavaksine",))
    drawn = profile(columns)
    ((_left, right, _foot),) = boxes(drawn)
    assert drawn.names[0].anchor == "end"
    assert right <= 3 * WIDE.width / 17


def test_a_name_at_the_edge_is_kept_inside() -> None:
    columns = seventeen()
    columns[-1] = column("17", MarkKind.WEAKER, names=("A rather long name",))
    name = profile(columns).names[0]
    assert (name.x, name.anchor) == (100.0, "end")


def test_the_names_lie_between_the_icons_and_the_foot() -> None:
    columns = seventeen(goal1=(MarkKind.BETTER,) * 6)
    columns[1] = column("2", *[MarkKind.BETTER] * 6, names=("Highest",))
    drawn = profile(columns)
    assert all(WIDE.head <= name.y - 12 and name.y < drawn.height for name in drawn.names)


def test_small_drawings_name_nothing() -> None:
    assert profile([column("1", MarkKind.BETTER, names=("Water",))], NARROW).names == ()


def test_a_profile_without_goals_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        profile([])


def test_a_linked_profile_is_a_group_of_links_that_tab_passes_by() -> None:
    root = ET.fromstring(profile_svg(profile(seventeen()), WORDS, ProfileLook()))
    assert (root.get("role"), root.get("aria-label")) == ("group", "The profile of <Gol>")
    links = root.findall("a")
    assert [(link.get("href"), link.findtext("title"), link.get("tabindex")) for link in links[:1]] == [
        ("/goal/1/", "Goal 1", "-1")
    ]
    assert len(links) == 17


def test_a_profile_that_leads_nowhere_is_one_image() -> None:
    root = ET.fromstring(profile_svg(profile(seventeen(), SMALL), WORDS))
    assert root.get("role") == "img"
    assert root.findall(".//a") == []


def test_marks_are_drawn_by_their_shapes_and_classes() -> None:
    root = ET.fromstring(profile_svg(profile([column("1", *MarkKind)]), WORDS))
    classes = {(one.tag, one.get("class")) for one in root.iter() if one.get("class")}
    assert {
        ("rect", "fill-t0"),
        ("circle", "fill-c3"),
        ("rect", "fill-un"),
        ("circle", "mark-unknown"),
    } <= classes


def test_a_mark_says_its_status_where_a_pointer_may_rest_on_it() -> None:
    drawn = profile([column("1", MarkKind.BETTER)])
    titled = ET.fromstring(profile_svg(drawn, WORDS, ProfileLook(titled=True)))
    assert [one.text for one in titled.iter("title")] == ["Goal 1", "better"]
