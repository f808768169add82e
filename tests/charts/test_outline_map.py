"""The map of outlines: every place in its colour, names where they fit, a legend that counts."""

from loftet.charts.map_names import MapName
from loftet.charts.outline_map import MapKey, MapWish, OutlineMap, PlaceOnMap, outline_map
from loftet.geography.draw_outlines import Box
from loftet.geography.label_point import LabelPoint
from loftet.geography.outlines import Outlines, PlaceOutline


def square(left: int, top: int, side: int = 1000) -> PlaceOutline:
    middle = LabelPoint(left + side // 2, top + side // 2, side // 2)
    return PlaceOutline(Box(left, top, left + side, top + side), middle, ())


OUTLINES = Outlines(
    4000,
    4000,
    {"3324": square(0, 0), "3326": square(1000, 0), "3401": square(0, 1000), "5601": square(3000, 3000)},
)
PLACES = (
    PlaceOnMap("3324", "Gol", "Buskerud", "v4", "8,5", "/kommuner/gol/"),
    PlaceOnMap("3326", "Hemsedal", "Buskerud", "v2", "4,5", "/kommuner/hemsedal/"),
    PlaceOnMap("3401", "Kongsvinger", "Innlandet", "c0", "9,9", "/kommuner/kongsvinger/"),
)
MADE_UP = PlaceOnMap("9901", "Demo", "", "v1", "1,0", "/kommuner/demo/")


def made(wish: MapWish, *more: PlaceOnMap) -> OutlineMap:
    drawn = outline_map("Utslepp", [*PLACES, *more], OUTLINES, wish)
    assert drawn is not None
    return drawn


def test_places_are_sorted_into_counties_and_counted_in_the_legend() -> None:
    drawn = made(MapWish(words={"v1": "under 4", "v2": "4–6", "v4": "8–10"}))
    assert [(area.name, [one.code for one in area.places]) for area in drawn.areas] == [
        ("Buskerud", ["3324", "3326"]),
        ("Innlandet", ["3401"]),
    ]
    assert drawn.legend == (MapKey("v2", "4–6", 1), MapKey("v4", "8–10", 1))


def test_a_made_up_place_is_left_out_and_counted() -> None:
    assert made(MapWish(), MADE_UP).absent == 1


def test_without_the_outline_of_a_real_place_there_is_no_map() -> None:
    old = PlaceOnMap("3041", "Gol", "Viken", "v4", "8,5", "/kommuner/gol/")
    assert outline_map("Utslepp", [*PLACES, old], OUTLINES, MapWish()) is None
    assert outline_map("Utslepp", [MADE_UP], OUTLINES, MapWish()) is None


def test_a_part_of_the_country_is_drawn_around_its_places() -> None:
    drawn = made(MapWish(around=["3324", "3326"]))
    assert (drawn.box, drawn.is_part) == (Box(-80, -80, 2080, 1080), True)


def test_the_weakest_step_of_a_family_is_hatched_and_the_own_place_has_an_outline() -> None:
    drawn = made(MapWish(own=["3324", "1111"]))
    assert (drawn.hatched, drawn.own) == (("3401",), ("3324",))


def test_names_stand_where_they_fit_with_their_figures() -> None:
    drawn = made(MapWish(around=["3324", "3326"], with_names=True, with_values=True))
    assert drawn.names[0] == MapName("Gol", "8,5", 26.85, 50.0, "middle", own=False, wide=False, dotted=False)
    assert [one.text for one in drawn.names] == ["Gol", "Hemsedal", "Kongsvinger"]


def test_a_name_that_lies_over_another_is_left_out() -> None:
    close = Outlines(4000, 4000, {"3324": square(0, 0, 40), "3326": square(0, 30, 40)})
    drawn = outline_map("Utslepp", PLACES[:2], close, MapWish(own=["3326"], with_names=True))
    assert drawn is not None
    assert [one.text for one in drawn.names] == ["Hemsedal"]


def test_cities_stand_beside_a_dot() -> None:
    drawn = made(MapWish(cities={"3401": "left"}))
    assert [(one.text, one.anchor, one.dotted) for one in drawn.names] == [("Kongsvinger", "end", True)]
