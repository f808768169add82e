"""The questions that the store asks of an edition's Parquet files, as plain SQL.

Words in braces stand for the tables of the edition, without the status of places where it is hidden. What
depends on the place of the reader is a parameter.
"""

# Values and scores of the ranked places alone: the others are the yardstick, not the measured. The middle
# half of all of them names none, so those whose status is hidden count, too.
INDICATOR_BANDS = """
    SELECT indicator,
        quantile_cont(value, [0.25, 0.5, 0.75]), count(value),
        quantile_cont(score, [0.25, 0.5, 0.75]), count(score)
    FROM {all_indicator_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY indicator
"""

GOAL_BANDS = """
    SELECT goal, quantile_cont(score, [0.25, 0.5, 0.75]), count(score)
    FROM {all_goal_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY goal
"""

# How many ranked places have each colour, or for each reason no value.
INDICATOR_COUNTS = """
    SELECT indicator, CASE WHEN value IS NULL THEN status END AS gap, colour, count(*)
    FROM {indicator_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY ALL ORDER BY ALL
"""

# Goals are counted among the places with a status: «too little data» is another thing than no status.
GOAL_COUNTS = """
    SELECT goal, coverage IS NOT NULL AS applies, yardstick, colour, count(*)
    FROM {goal_scores} s JOIN {places} p USING (place)
    WHERE ranked = 1 AND s.place NOT IN (SELECT place FROM {hidden}) GROUP BY ALL ORDER BY ALL
"""

READING = """
    SELECT place, indicator, year, value, status, score, colour, trend, mark, period,
        value_low, value_high, count, denominator
    FROM {in_use}
"""

READINGS_OF_PLACES = f"{READING} WHERE list_contains(?::VARCHAR[], place) AND list_contains(?, indicator)"

READINGS_OF_PLACE = f"{READING} WHERE place = ?"

READINGS = f"{READING} ORDER BY place"

READINGS_OF_INDICATOR = f"{READING} WHERE indicator = ? ORDER BY place"

# Every column: an interval is there only where the method asks for replicates.
GOALS = "SELECT * FROM {goal_scores} ORDER BY place"

GOAL_EVERYWHERE = "SELECT * FROM {goal_scores} WHERE goal = ? ORDER BY place"

INDEX = "SELECT place, year, score, rank, coverage FROM {index} ORDER BY place"

SERIES = """
    SELECT place, indicator, year, value, status, value_low, value_high, count, denominator,
        score_unclipped, period
    FROM {observations}
    WHERE list_contains(?::VARCHAR[], place) AND list_contains(?::VARCHAR[], indicator)
    ORDER BY place, indicator, year
"""

ORIGINS = """
    SELECT year, value, status, count, denominator,
        coalesce(source, ''), coalesce("table", ''), coalesce(vintage, ''), coalesce(period, ''),
        coalesce(code, ''), coalesce("row", '')
    FROM {observations} WHERE place = ? AND indicator = ? ORDER BY year DESC
"""

NEWS = """
    SELECT indicator, max(year) AS newest, arg_max(places, year), arg_max(period, year)
    FROM (
        SELECT indicator, year, count(*) AS places, max(period) AS period
        FROM {in_use} JOIN {places} USING (place)
        WHERE ranked = 1 AND value IS NOT NULL GROUP BY indicator, year
    )
    GROUP BY indicator ORDER BY newest DESC, indicator
"""
