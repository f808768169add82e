"""The command `loftet pool`: files in, files out."""

import csv
import json
from pathlib import Path

import pytest

from loftet.cli import main
from loftet.invalid_input import InvalidInput
from loftet.sources.pool_file import compute_pool, read_pool

POOL = """\
rule = "volume"
joint_cost = 1000
[price]
curve = [[1, 100.0], [100, 60.0]]
min_volume = 40
[[member]]
id = "gol"
inhabitants = 4600
volume = 30
[[member]]
id = "al"
inhabitants = 4700
volume = 70
alone_unit_price = 90
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that holds a pool."""
    path = tmp_path / "pool.toml"
    path.write_text(POOL, encoding="utf-8")
    return path


def test_shares_and_summary_are_written(file: Path, tmp_path: Path) -> None:
    assert main(["pool", str(file), "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "shares.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["member"] for row in rows] == ["gol", "al"]
    assert [float(row["pool_cost"]) for row in rows] == pytest.approx([2100, 4900])
    assert float(rows[0]["alone_cost"]) == pytest.approx(30 * (100 - 29 * 40 / 99))
    assert float(rows[1]["alone_cost"]) == 6300
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert {key: summary[key] for key in ("unit_price", "total", "members_who_gain")} == {
        "unit_price": 60.0,
        "total": 7000.0,
        "members_who_gain": ["gol", "al"],
    }
    assert summary["smallest_volume_a_firm_delivers"] == 40.0
    assert summary["smallest_coalition"] == ["al"]


def test_the_same_pool_gives_the_same_bytes(file: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        compute_pool(file, tmp_path / name)
    for name in ("shares.csv", "summary.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"volume"', '"volum"', "line 1, column rule: «volum» is not one of equal_and_inhabitants"),
        ("joint_cost = 1000", "joint_cost = -1", "line 2, column joint_cost: -1 is below 0"),
        (
            "[100, 60.0]",
            "[0.5, 60.0]",
            "line 4, column price.curve: knot 2: the volume 0.5 does not",
        ),
        ("[100, 60.0]", "[100, 150.0]", "knot 2: the price 150.0 rises above 100.0"),
        ("[100, 60.0]", "[100, 0.5]", "line 4, column price.curve[2]: more would cost less in all"),
        ("[100, 60.0]", "[100]", "knot 2 holds 1 numbers, not a volume and a price"),
        ("min_volume", "fixed", "line 3, column price: a price is either a curve, or fixed and variable"),
        ('id = "al"', 'id = "gol"', "«gol» is there 2 times"),
        ("volume = 70", "volume = -70", "column member[2].volume: -70 is below 0"),
        ("volume = 70", 'volume = "70"', "is not a number"),
        ("volume = 70", "volume = nan", "line 13, column member[2].volume: «NaN» is not a number"),
        ("joint_cost = 1000", "joint_cost = inf", "line 2, column joint_cost: «Infinity» is not a number"),
        (
            "joint_cost = 1000",
            "joint_cost = 1e400",
            "line 2, column joint_cost: 1E+400 is above 1000000000000000",
        ),
        ("[100, 60.0]", "[1e16, 60.0]", "knot 2: 1E+16 is above 1000000000000000"),
    ],
)
def test_what_is_no_pool_is_refused_with_its_line(
    file: Path, tmp_path: Path, old: str, new: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(POOL.replace(old, new), encoding="utf-8")
    assert main(["pool", str(file), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_is_not_replaced(file: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "diary.txt").write_text("dear diary", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"the folder holds «diary.txt»"):
        compute_pool(file, tmp_path / "out")


def test_a_fixed_and_a_variable_cost_make_a_price(file: Path) -> None:
    text = POOL.replace("curve = [[1, 100.0], [100, 60.0]]", "fixed = 2000\nvariable = 30")
    file.write_text(text, encoding="utf-8")
    pool, least = read_pool(file)
    assert (float(pool.curve.unit_price(100)), least) == (50.0, 40.0)


def test_members_without_inhabitants_are_no_coalition_where_inhabitants_share(tmp_path: Path) -> None:
    text = POOL.replace('"volume"', '"equal_and_inhabitants"').replace(
        "inhabitants = 4700", "inhabitants = 0"
    )
    (tmp_path / "pool.toml").write_text(
        text.replace("joint_cost = 1000", "joint_cost = 10"), encoding="utf-8"
    )
    assert main(["pool", str(tmp_path / "pool.toml"), "--out", str(tmp_path / "out")]) == 0
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["smallest_coalition"] == ["gol", "al"]  # «al» alone would save, and has nobody to share by


@pytest.mark.parametrize("unit", ["0.000001", "1000000"])
def test_what_rounding_gives_is_no_gain_in_any_unit(tmp_path: Path, unit: str) -> None:
    """Members pay alone what they pay together, so nobody gains; with a joint saving both do."""
    members = "".join(
        f'[[member]]\nid = "m{at}"\nvolume = {volume}\n' for at, volume in enumerate((0.1, 0.7, 3))
    )
    even = f'rule = "shapley"\n[price]\nfixed = 0\nvariable = {unit}\n{members}'
    for name, text in (("even", even), ("saving", even.replace("fixed = 0", f"fixed = {unit}"))):
        (tmp_path / "pool.toml").write_text(text, encoding="utf-8")
        compute_pool(tmp_path / "pool.toml", tmp_path / name)
    read = [json.loads((tmp_path / name / "summary.json").read_text()) for name in ("even", "saving")]
    assert [one["members_who_gain"] for one in read] == [[], ["m0", "m1", "m2"]]
    assert [one["smallest_coalition"] for one in read] == [None, ["m0", "m1"]]


@pytest.mark.parametrize("words", ["equal_share = 1\njoint_cost = 1000", "joint_cost = 0"])
def test_no_inhabitants_are_needed_where_they_share_nothing(tmp_path: Path, words: str) -> None:
    text = POOL.replace('"volume"', '"equal_and_inhabitants"').replace("joint_cost = 1000", words)
    lines = (line for line in text.splitlines() if not line.startswith("inhabitants"))
    (tmp_path / "pool.toml").write_text("\n".join(lines), encoding="utf-8")
    compute_pool(tmp_path / "pool.toml", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "shares.csv").read_text().splitlines()))
    assert len({row["share_of_joint_cost"] for row in rows}) == 1


def test_missing_inhabitants_are_not_taken_for_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = POOL.replace('"volume"', '"equal_and_inhabitants"').replace("inhabitants = 4700\n", "")
    (tmp_path / "pool.toml").write_text(text, encoding="utf-8")
    assert main(["pool", str(tmp_path / "pool.toml"), "--out", str(tmp_path / "out")]) == 2
    assert (
        "column member[2]: the inhabitants are missing, which the rule shares by" in capsys.readouterr().err
    )
    assert not (tmp_path / "out").exists()


def test_a_pool_never_pays_where_somebody_who_buys_nothing_pays(tmp_path: Path) -> None:
    text = POOL.replace('"volume"', '"equal_and_inhabitants"') + '[[member]]\nid = "hol"\nvolume = 0\n'
    text += "inhabitants = 0\n"
    for name, rule in (
        ("equal", text),
        ("volume", text.replace("equal_and_inhabitants", "volume")),
        ("shapley", text.replace("equal_and_inhabitants", "shapley")),
    ):
        (tmp_path / "pool.toml").write_text(rule, encoding="utf-8")
        compute_pool(tmp_path / "pool.toml", tmp_path / name)
    read = [
        json.loads((tmp_path / name / "summary.json").read_text()) for name in ("equal", "volume", "shapley")
    ]
    assert read[0]["volume_at_which_it_pays"] is None
    assert read[1]["volume_at_which_it_pays"] > 0
    assert read[2]["volume_at_which_it_pays"] > 0
