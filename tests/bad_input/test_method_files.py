"""Method files that are refused: each key and value by its name, with the nearest right word."""

from pathlib import Path

import pytest

from loftet.editions.study import read_study
from loftet.invalid_input import InvalidInput

STUDY = {
    "places.csv": "place,name,group,ranked,tags\n4003,Skien,a,1,inland\n",
    "indicators.csv": (
        "indicator,name,goal,weight,lower,red,green,upper,applies_to\n"
        "poor,Poverty,1,1,30,20,10,0,\njobs,Jobs,8,1,0,40,60,100,\n"
    ),
    "observations.csv": "place,indicator,year,value\n4003,poor,2020,12\n",
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[normalise]\nknid = 'rank'\n",
            ", line 2, column normalise.knid: «knid» is not a key of [normalise] (is «kind» meant?)",
        ),
        ("[normalize]\n", ", line 1, column normalize: «normalize» is not a section (is «normalise» meant?)"),
        (
            "\n[bounds]\nclip = true\n",
            ", line 3, column bounds.clip: «clip» is not a key of [bounds] (it belongs to [normalise])",
        ),
        (
            "kind = 'rank'\n",
            ", line 1, column kind: «kind» is not a section (it belongs to [normalise] or",
        ),
        ("rank = 'min'\n", ", line 1, column rank: [rank] must be a section with keys"),
        (
            "[normalise]\nkind = 'z-score'\n",
            ", line 2, column normalise.kind: «z-score» is none of «goalposts», ",
        ),
        (
            "[aggregate]\ngoals = 'arithmetc'\n",
            ", line 2, column aggregate.goals: «arithmetc» is none of «arithmetic», «geometric», «harmonic» "
            "(is «arithmetic» meant?)",
        ),
        (
            "[bounds]\nquantile_method = 'weibul'\n",
            ", line 2, column bounds.quantile_method: «weibul» is none of ",
        ),
        ("[normalise]\nclip = 1\n", ", line 2, column normalise.clip: must be true or false, not 1"),
        (
            "[normalise]\nrange = [0]\n",
            ", line 2, column normalise.range: must be a list of 2 numbers, not [0]",
        ),
        (
            "[normalise]\nrange = [100, 0]\n",
            ", line 2, column normalise.range: must be the score of the worst and a higher one",
        ),
        (
            "[normalise]\ndecimals = 1.5\n",
            ", line 2, column normalise.decimals: must be a whole number, not 1.5",
        ),
        ("[values]\nmax_age = -1\n", ", line 2, column values.max_age: must be at least 0, not -1"),
        ("[values]\nmax_age = true\n", ", line 2, column values.max_age: must be a whole number, not True"),
        (
            "[bounds]\nlower_quantile = 2.5\n",
            ", line 2, column bounds.lower_quantile: must be between 0 and 1, not 2.5",
        ),
        ("[bounds]\nupper_best = 0\n", ", line 2, column bounds.upper_best: must be at least 1, not 0"),
        (
            "[colour]\ngoal_cuts = [1, 1.5, 2]\n",
            ", line 2, column colour.goal_cuts: must fall from the first to the last",
        ),
        ("[colour]\nmin_coverage = nan\n", ", line 2, column colour.min_coverage: must be a number, not nan"),
        (
            "[trend]\ntarget_year = '2030'\n",
            ", line 2, column trend.target_year: must be a whole number, not «2030»",
        ),
        ("[impute]\nspillover = 'poor'\n", ", line 2, column impute.spillover: must be a list of texts"),
        (
            "[impute]\nspillover = ['por']\n",
            ", line 2, column impute.spillover: «por» is not a known indicator (is «poor» meant?)",
        ),
        (
            "[impute]\ngoal_group_mean = 'all'\n",
            ", line 2, column impute.goal_group_mean: must be true, false or a list of goals",
        ),
        (
            "[impute]\nindicator_group_mean = ['88']\n",
            ", line 2, column impute.indicator_group_mean: «88» is not a known goal (is «8» meant?)",
        ),
        (
            "[impute]\nblank_goals = { inlnd = ['1'] }\n",
            ", line 2, column impute.blank_goals: «inlnd» is not a known tag of a place (is «inland» meant?)",
        ),
        (
            "[impute.blank_goals]\ninland = ['14']\n",
            ", line 1, column impute.blank_goals: «14» is not a known goal (is «1» meant?)",
        ),
        (
            "[aggregate]\ngoal_weights = { 1 = -1 }\n",
            ", line 2, column aggregate.goal_weights: «1» must be at least 0, not -1",
        ),
        (
            "[aggregate]\ngoal_weights = { 1 = 0, 8 = 0 }\n",
            ", line 2, column aggregate.goal_weights: every goal weighs 0",
        ),
        (
            "[uncertainty]\nreplicates = -1\n",
            ", line 2, column uncertainty.replicates: must be from 0 to 1000000, not -1",
        ),
        ("[uncertainty]\nlevel = 1\n", ", line 2, column uncertainty.level: must be between 0 and 1, not 1"),
        (
            "[uncertainty]\naggregation = []\n",
            ", line 2, column uncertainty.aggregation: must be a list with at least one mean",
        ),
        ("[rank]\nties = \n", ", line 2: is not TOML: Invalid value"),
        ("[rank]\nties = 'min'\nties = 'max'\n", ", line 3: is not TOML: Cannot overwrite a value"),
        ("[[rank]]\nties = 'min'\n", ", line 1, column rank: [rank] must be a section with keys"),
        (f"[rank]\nties = {'[' * 5000}\n", ": is not TOML: tables are nested too deep"),
        (f"[uncertainty]\nseed = {'9' * 5000}\n", ": is not TOML: Exceeds the limit (4300 digits)"),
        (
            f"[normalise]\nrange = [0, {'9' * 400}]\n",
            ", line 2, column normalise.range: must be a number up to 1e+50",
        ),
        (
            "[aggregate]\ngoal_weights = { 1 = 1e308 }\n",
            ", line 2, column aggregate.goal_weights: «1» must be a number up to 1e+50",
        ),
    ],
)
def test_a_method_is_refused_by_name_with_the_nearest_right_word(
    tmp_path: Path, text: str, words: str
) -> None:
    for name, content in {**STUDY, "method.toml": text}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_study(tmp_path)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(f"{tmp_path / 'method.toml'}{words}")
