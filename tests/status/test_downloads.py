"""Files to take home: whole, with source and edition, and marked where figures are made up."""

import csv
from io import StringIO
from pathlib import Path

from django.test import Client

HEADER = (
    "place,place_name,indicator,indicator_name,goal,unit,year,value,value_low,value_high,status,score,"
    "colour,yardstick,trend,source,table,licence,edition,edition_title,mark,period\r\n"
)


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def test_an_indicator_is_downloaded_byte_for_byte(small_site: Path, client: Client) -> None:
    response = client.get("/indikatorer/leakage.csv?lang=nb")
    edition = published(small_site)
    end = f"SSB,11787,CC BY 4.0,{edition},Prøvetall"
    about = "leakage,Lekkasje,6,%"
    assert response.content.decode() == HEADER + "".join(
        f"{row}{end},{mark}\r\n"
        for row, mark in (
            (f"0301,Oslo,{about},,,,,missing,,,target,,", "no,"),
            (f"33,Buskerud,{about},2024,31.0,,,reported,57.99999999999999,orange,target,,", "t1,2024"),
            (f"3324,Gol,{about},2024,30.0,,,reported,60.0,orange,target,on_track,", "t1,2024"),
            (f"3326,Hemsedal,{about},2023,20.0,,,reported,80.0,green,target,,", "t3,2023"),
            (f"3328,Ål,{about},,,,,suppressed,,,target,,", "no,"),
            (f"4003,Skien,{about},2024,0.0,,,reported,100.0,green,target,,", "t3,2024"),
            (f"NO,Norge,{about},2024,25.0,,,reported,70.0,yellow,target,,", "t2,2024"),
        )
    )
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="leakage-{edition}.csv"'
    assert not response.has_header("X-Robots-Tag")


def test_a_filtered_list_is_downloaded_filtered(small_site: Path, client: Client) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/indikatorer/leakage.csv?q=buskerud").content.decode())))
    assert [row["place_name"] for row in rows] == ["Buskerud", "Gol", "Hemsedal", "Ål"]


def test_a_municipality_is_downloaded_with_every_indicator(small_site: Path, client: Client) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/kommuner/gol.csv?lang=nn").content.decode())))
    assert [(row["indicator_name"], row["value"], row["status"]) for row in rows] == [
        ("Fattigdom", "", "suppressed"),
        ("Vaksine", "96.0", "reported"),
        ("Poeng", "", "missing"),
        ("Fedrekvote", "", "not_possible"),
        ("Lekkasje", "30.0", "reported"),
        ("Energi", "220.0", "reported"),
        ("Unge utanfor", "14.0", "reported"),
        ("Breiband", "90.0", "reported"),
        ("Buss", "75.0", "reported"),
        ("Avfall", "400.0", "reported"),
        ("Hamn", "", "not_applicable"),
    ]
    assert (rows[1]["value_low"], rows[1]["value_high"]) == ("94.0", "97.0")


def test_made_up_figures_are_marked_and_kept_from_robots(demo_site: Path, client: Client) -> None:
    edition = published(demo_site)
    for address, name in (("/kommuner/gol.csv", "gol"), ("/indikatorer/water_leakage.csv", "water_leakage")):
        response = client.get(address)
        assert response["Content-Disposition"] == (
            f'attachment; filename="oppdiktede-tall-{name}-{edition}.csv"'
        )
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        rows = list(csv.DictReader(StringIO(response.content.decode())))
        assert rows
        assert {row["edition_title"] for row in rows} == {"Oppdiktede tall"}
