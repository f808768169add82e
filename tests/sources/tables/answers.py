"""A person's answers to what `loftet recipe new` asks of every file: title, licence, source, name."""

import csv
import io
import re


def answered(recipe: str, indicators: str) -> tuple[str, str]:
    """Return a proposed recipe and list with an answer to each question that has no default."""
    listed = list(csv.reader(io.StringIO(indicators)))
    name = listed[0].index("name")
    for row in listed[1:]:
        row[name] = re.sub(r"^fil", "Tall fra fil ", row[name])
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(listed)
    return re.sub(r'"CHOOSE [^"]*"', '"Fylket"', recipe), stream.getvalue()
