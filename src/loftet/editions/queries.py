"""The questions that the store asks of an edition's Parquet files, as plain SQL.

Words in braces stand for the files of the edition. What depends on the place of the reader is a parameter.
"""

PLACES = """
    SELECT place, coalesce(name, place), coalesce("group", ''), ranked = 1, coalesce(tags, ''), population
    FROM {places} ORDER BY place
"""

INDICATORS = "SELECT * FROM {indicators}"

# Values and scores of the ranked places alone: the others are the yardstick, not the measured.
INDICATOR_BANDS = """
    SELECT indicator,
        quantile_cont(value, [0.25, 0.5, 0.75]), count(value),
        quantile_cont(score, [0.25, 0.5, 0.75]), count(score)
    FROM {indicator_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY indicator
"""

GOAL_BANDS = """
    SELECT goal, quantile_cont(score, [0.25, 0.5, 0.75]), count(score)
    FROM {goal_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY goal
"""

SCALES = "SELECT indicator, per, draw, ideal_low IS NOT NULL FROM {indicators}"

# How many ranked places have each colour, or for each reason no value.
INDICATOR_COUNTS = """
    SELECT indicator, CASE WHEN value IS NULL THEN status END AS gap, colour, count(*)
    FROM {indicator_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY ALL ORDER BY ALL
"""

GOAL_COUNTS = """
    SELECT goal, coverage IS NOT NULL AS applies, yardstick, colour, count(*)
    FROM {goal_scores} JOIN {places} USING (place)
    WHERE ranked = 1 GROUP BY ALL ORDER BY ALL
"""

# Both sides are narrowed to the places before they meet: else every observation is laid out to be joined.
READINGS_OF_PLACES = """
    SELECT s.place, s.indicator, s.year, s.value, s.status, s.score, s.colour, s.trend,
        o.value_low, o.value_high, o.count, o.denominator
    FROM {indicator_scores} s
    LEFT JOIN (SELECT * FROM {observations} WHERE place IN (SELECT unnest($1::VARCHAR[]))) o
        USING (place, indicator, year)
    WHERE s.place IN (SELECT unnest($1::VARCHAR[])) AND s.indicator IN (SELECT unnest($2::VARCHAR[]))
"""

READINGS_OF_INDICATOR = """
    SELECT s.place, s.indicator, s.year, s.value, s.status, s.score, s.colour, s.trend,
        o.value_low, o.value_high, o.count, o.denominator
    FROM {indicator_scores} s LEFT JOIN {observations} o USING (place, indicator, year)
    WHERE s.indicator = ? ORDER BY s.place
"""

# Every column: an interval stands there only where the method asks for replicates.
GOALS = "SELECT * FROM {goal_scores} ORDER BY place"

GOALS_OF_PLACES = "SELECT * FROM {goal_scores} WHERE place IN (SELECT unnest(?::VARCHAR[]))"

GOAL_EVERYWHERE = "SELECT * FROM {goal_scores} WHERE goal = ? ORDER BY place"

INDEX = "SELECT place, year, score, rank, coverage FROM {index} ORDER BY place"

SERIES = """
    SELECT place, indicator, year, value, status, value_low, value_high, count, denominator,
        score_unclipped, period
    FROM {observations}
    WHERE place IN (SELECT unnest(?::VARCHAR[])) AND (? IS NULL OR indicator = ?)
    ORDER BY place, indicator, year
"""

ORIGINS = """
    SELECT year, value, status, count, denominator,
        coalesce(source, ''), coalesce("table", ''), coalesce(vintage, ''), coalesce(period, ''),
        coalesce(code, ''), coalesce("row", '')
    FROM {observations} WHERE place = ? AND indicator = ? ORDER BY year DESC
"""

NEWS = """
    SELECT indicator, max(year) AS newest, arg_max(places, year)
    FROM (
        SELECT indicator, year, count(*) AS places
        FROM {indicator_scores} JOIN {places} USING (place)
        WHERE ranked = 1 AND value IS NOT NULL GROUP BY indicator, year
    )
    GROUP BY indicator ORDER BY newest DESC, indicator
"""
