"""A small country that went through the reforms of 2018, 2020 and 2024, as KLASS tells of it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

CATALOGUE = {
    "country.csv": "place,name,other_names\nnorge,Norge,Noreg\n",
    "counties.csv": (
        "place,name,other_names,by_hand\n"
        "rogaland-fylke,Rogaland,,\n"
        "more-og-romsdal-fylke,Møre og Romsdal,,kept\n"
        "viken-fylke,Viken,,\n"
        "akershus-fylke,Akershus,,\n"
        "buskerud-fylke,Buskerud,,\n"
        "trondelag-fylke,Trøndelag,Trööndelage,\n"
    ),
    "municipalities.csv": (
        "place,name,other_names,language,area_km2,longitude,latitude,population,population_date,by_hand\n"
        "stavanger,Stavanger,,neutral,262.3,,,149048,2024-01-01,\n"
        "alesund-til-2024,Ålesund (til 2024),,,,,,,,\n"
        "alesund,Ålesund,,neutral,,,,,,\n"
        "haram,Haram,,neutral,,,,,,\n"
        'baerum,Bærum,,nb,,,,,,"kept, by hand"\n'
        "gol,Gol,,nn,,,,,,\n"
        "roros,Røros,Plassje;Rosse,neutral,,,,,,\n"
    ),
    "regions.csv": "place,name,other_names,valid_from,valid_to\nhallingdal,Hallingdal,,2020-01-01,\n",
    "region_members.csv": "region,place,valid_from,valid_to\nhallingdal,gol,2020-01-01,\n",
    "codes.csv": (
        "place,code,valid_from,valid_to\n"
        "norge,NO,2020-01-01,\n"
        "rogaland-fylke,11,2020-01-01,\n"
        "more-og-romsdal-fylke,15,2020-01-01,\n"
        "viken-fylke,30,2020-01-01,2024-01-01\n"
        "akershus-fylke,32,2024-01-01,\n"
        "buskerud-fylke,33,2024-01-01,\n"
        "trondelag-fylke,50,2020-01-01,\n"
        "stavanger,1103,2020-01-01,\n"
        "alesund-til-2024,1507,2020-01-01,2024-01-01\n"
        "alesund,1508,2024-01-01,\n"
        "haram,1580,2024-01-01,\n"
        "baerum,3024,2020-01-01,2024-01-01\n"
        "gol,3041,2020-01-01,2024-01-01\n"
        "baerum,3201,2024-01-01,\n"
        "gol,3324,2024-01-01,\n"
        "roros,5025,2020-01-01,\n"
    ),
    "changes.csv": (
        "old_code,new_code,date,kind\n"
        "30,32,2024-01-01,split\n"
        "30,33,2024-01-01,split\n"
        "1507,1508,2024-01-01,split\n"
        "1507,1580,2024-01-01,split\n"
        "3024,3201,2024-01-01,renumbered\n"
        "3041,3324,2024-01-01,renumbered\n"
    ),
}
IN_2013 = {
    "0219": "Bærum",
    "0617": "Gol",
    "1103": "Stavanger",
    "1141": "Finnøy",
    "1142": "Rennesøy",
    "1504": "Ålesund",
    "1523": "Ørskog",
    "1529": "Skodje",
    "1534": "Haram",
    "1546": "Sandøy",
    "1640": "Røros",
    "9999": "Uoppgitt",
}
IN_2024 = {
    "1103": "Stavanger",
    "1508": "Ålesund",
    "1580": "Haram",
    "3201": "Bærum",
    "3324": "Gol",
    "5025": "Røros - Rosse",
    "9999": "Uoppgitt",
}
CHANGES = [
    ("1640", "Røros", "5025", "Røros - Rosse", "2018-01-01"),
    ("0219", "Bærum", "3024", "Bærum", "2020-01-01"),
    ("0617", "Gol", "3041", "Gol", "2020-01-01"),
    ("1141", "Finnøy", "1103", "Stavanger", "2020-01-01"),
    ("1142", "Rennesøy", "1103", "Stavanger", "2020-01-01"),
    *(
        (old, IN_2013[old], "1507", "Ålesund", "2020-01-01")
        for old in ("1504", "1523", "1529", "1534", "1546")
    ),
    ("1507", "Ålesund", "1508", "Ålesund", "2024-01-01"),
    ("1507", "Ålesund", "1580", "Haram", "2024-01-01"),
    ("3024", "Bærum", "3201", "Bærum", "2024-01-01"),
    ("3041", "Gol", "3324", "Gol", "2024-01-01"),
]
COUNTIES_2013 = {
    "02": "Akershus",
    "06": "Buskerud",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "16": "Sør-Trøndelag",
    "17": "Nord-Trøndelag",
}
COUNTIES_2024 = {
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "32": "Akershus",
    "33": "Buskerud",
    "50": "Trøndelag - Trööndelage",
}
COUNTY_CHANGES = [
    ("16", "Sør-Trøndelag", "50", "Trøndelag - Trööndelage", "2018-01-01"),
    ("17", "Nord-Trøndelag", "50", "Trøndelag - Trööndelage", "2018-01-01"),
    ("02", "Akershus", "30", "Viken", "2020-01-01"),
    ("06", "Buskerud", "30", "Viken", "2020-01-01"),
    ("30", "Viken", "32", "Akershus", "2024-01-01"),
    ("30", "Viken", "33", "Buskerud", "2024-01-01"),
]
KOSTRA_REGIONS = {
    "EAK": "Landet",
    "EAKUO": "Landet uten Oslo",
    "EKG04": "Gruppe 4",
    **{f"EKA{code}": name for code, name in COUNTIES_2024.items()},
    **{code: name for code, name in IN_2024.items() if code != "9999"},
}
GROUPS = {
    2020: {"3041": "EKG14", "1507": "EKG11", "5025": "EKG04"},
    2021: {"3041": "EKG04", "1507": "EKG11", "5025": "EKG04"},
    2022: {"3041": "EKG04", "1507": "EKG11", "5025": "EKG04"},
    2023: {"3041": "EKG04", "1507": "EKG11", "5025": "EKG04"},
    2024: {"3324": "EKG04", "1508": "EKG11", "1580": "EKG01", "5025": "EKG04"},
}


def codes(told: dict[str, str]) -> bytes:
    listed = [{"code": code, "name": name, "validFrom": None, "validTo": None} for code, name in told.items()]
    return json.dumps({"codes": listed}, ensure_ascii=False).encode()


def changes(told: Sequence[tuple[str, ...]]) -> bytes:
    fields = ("oldCode", "oldName", "newCode", "newName", "changeOccurred")
    listed = [dict(zip(fields, one, strict=True)) for one in told]
    return json.dumps({"codeChanges": listed}, ensure_ascii=False).encode()


def groups(told: dict[str, str]) -> bytes:
    listed = [
        {"sourceCode": code, "sourceName": "", "targetCode": group, "targetName": f"Gruppe {int(group[3:])}"}
        for code, group in told.items()
    ]
    return json.dumps({"correspondenceItems": listed}, ensure_ascii=False).encode()


@pytest.fixture
def answers() -> dict[str, bytes]:
    """Return each answer by the name it is kept under."""
    return {
        "131-codesAt-2013-01-01": codes(IN_2013),
        "131-codesAt-2024-06-01": codes(IN_2024),
        "131-changes-2013-01-01-2024-06-02": changes(CHANGES),
        "104-codesAt-2013-01-01": codes(COUNTIES_2013),
        "104-codesAt-2024-06-01": codes(COUNTIES_2024),
        "104-changes-2013-01-01-2024-06-02": changes(COUNTY_CHANGES),
        "112-codesAt-2024-06-01": codes({"EKG01": "Gruppe 1", "EKG04": "Gruppe 4", "EKG11": "Gruppe 11"}),
        "231-codesAt-2024-06-01": codes(KOSTRA_REGIONS),
        **{f"131-correspondsAt-112-{year}-01-01": groups(told) for year, told in GROUPS.items()},
    }


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Return a small folder of places that knows nothing before 2020."""
    folder = tmp_path / "places"
    folder.mkdir()
    for name, text in CATALOGUE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def saved(tmp_path: Path, answers: dict[str, bytes]) -> Path:
    """Return a folder of saved answers."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, content in answers.items():
        (folder / f"{name}.json").write_bytes(content)
    return folder
