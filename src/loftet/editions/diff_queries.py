"""The questions that tell what moved between two editions, as plain SQL; the largest move comes first.

Words in braces stand for the files of the old and the new edition.
"""

ONLY = "SELECT {key} FROM {one} EXCEPT SELECT {key} FROM {other} ORDER BY 1"

PAIRS = """
    WITH named AS (SELECT place, coalesce(name, '') AS name FROM {new_places}),
    pairs AS (
        SELECT place, indicator, year, o.value AS old, n.value AS new,
            coalesce(o.status, 'reported') AS old_status, coalesce(n.status, 'reported') AS new_status
        FROM {old_observations} o JOIN {new_observations} n USING (place, indicator, year)
    )
"""

VALUES = f"""{PAIRS}
    SELECT place, name, indicator, year, old, new FROM pairs JOIN named USING (place)
    WHERE old <> new
    ORDER BY abs(new - old) / greatest(abs(old), abs(new)) DESC, place, indicator, year
"""  # noqa: S608 - a part of our own

STATUSES = f"""{PAIRS}
    SELECT place, name, indicator, year, old_status, new_status FROM pairs JOIN named USING (place)
    WHERE old_status <> new_status OR (old IS NULL) <> (new IS NULL)
    ORDER BY (old IS NULL) <> (new IS NULL) DESC, year DESC, place, indicator
"""  # noqa: S608 - a part of our own

YEARS = """
    SELECT count(*) FILTER (o.place IS NULL), count(*) FILTER (n.place IS NULL)
    FROM {old_observations} o FULL JOIN {new_observations} n USING (place, indicator, year)
"""

# A colour that jumps over others has moved further than one that goes to its neighbour.
STEPS = "abs(list_position({order}, new.{column}) - list_position({order}, old.{column}))"
COLOURS = "['grey', 'red', 'orange', 'yellow', 'green']"
VERDICTS = "['unclear', 'worsening', 'stagnating', 'improving', 'on_track']"


def _words(table: str, key: str, column: str, order: str) -> str:
    steps = STEPS.format(order=order, column=column)
    return f"""
        SELECT place, coalesce(name, ''), {key}, coalesce(new.year, old.year), old.{column}, new.{column}
        FROM {{old_{table}}} old JOIN {{new_{table}}} new USING (place, {key})
        JOIN {{new_places}} USING (place)
        WHERE old.{column} IS DISTINCT FROM new.{column}
        ORDER BY {steps} DESC NULLS LAST, place, {key}
    """  # noqa: S608 - names of our own


def _scores(table: str, key: str) -> str:
    keys = f"place, {key}" if key else "place"
    return f"""
        SELECT place, coalesce(name, ''), {key or "''"}, new.year, old.score, new.score
        FROM {{old_{table}}} old JOIN {{new_{table}}} new USING ({keys})
        JOIN {{new_places}} USING (place)
        WHERE old.score IS DISTINCT FROM new.score
        ORDER BY abs(new.score - old.score) DESC NULLS LAST, {keys}
    """  # noqa: S608 - names of our own


INDICATOR_COLOURS = _words("indicator_scores", "indicator", "colour", COLOURS)
TRENDS = _words("indicator_scores", "indicator", "trend", VERDICTS)
GOAL_COLOURS = _words("goal_scores", "goal", "colour", COLOURS)
GOAL_SCORES = _scores("goal_scores", "goal")
INDEX = _scores("index", "")
