"""JSON text, and the one dataset in it that is meant."""

import re
from typing import Any

import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat.faults import Faults, kind
from loftet.sources.jsonstat.slab import cut_values
from loftet.text_files.rows import nearest

Json = dict[str, Any]

BOM = b"\xef\xbb\xbf"
VERSION = re.compile(r"[12](\.\d+)?", re.ASCII)
MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
DATASET_KEYS = frozenset({"dimension", "class", "version", "id", "size"})
WHERE = re.compile(r": line \d+ column \d+ \(char \d+\)$")


def load(data: bytes, faults: Faults) -> Json:
    """Parse a document that must be a JSON object.

    Raises:
        InvalidInput: when it is empty, markup, not JSON, or JSON of another form; with line and column.
    """
    data = data.removeprefix(BOM)
    if not data or data.isspace():
        raise faults.refuse("", "the document is empty")
    if MARKUP.match(data):
        raise faults.refuse("", "the document is a web page, not JSON; is the interface closed or moved?")
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as fault:
        cause = WHERE.sub("", str(fault))
        where = f"line {fault.lineno}, column {fault.colno}"
        raise faults.refuse("", f"the document is not JSON: {cause} ({where})") from None
    if not isinstance(document, dict):
        raise faults.refuse("", f"the document is {kind(document)} where JSON-stat has an object")
    return document


def load_dataset(data: bytes, name: str | None, faults: Faults) -> Json:
    """Parse a document and find its dataset, whose `value` may already be an array of numbers.

    Raises:
        InvalidInput: as `load` and `choose_dataset`.
    """
    if slab := cut_values(data):
        try:
            dataset = choose_dataset(load(slab.rest, Faults()), name, Faults())
        except InvalidInput:
            dataset = {}  # read it whole, so that the refusal tells lines and columns of the document itself
        if dataset.get("value") == [slab.token]:
            return dataset | {"value": slab.numbers}
    return choose_dataset(load(data, faults), name, faults)


def choose_dataset(document: Json, name: str | None, faults: Faults) -> Json:
    """Find the dataset: the document itself, the one that it wraps, or the one that is named.

    Raises:
        InvalidInput: for collections, other answers, unknown versions, and several datasets without a name.
    """
    if not DATASET_KEYS.isdisjoint(document):
        _demand_dataset(document, faults)
        return document
    bundled = {key: one for key, one in document.items() if isinstance(one, dict) and "dimension" in one}
    if not bundled:
        raise faults.refuse("", _not_jsonstat(document))
    if name is None and len(bundled) > 1:
        listed = ", ".join(f"«{key}»" for key in bundled)
        raise faults.refuse("", f"the document holds {len(bundled)} datasets: {listed}; name one")
    wanted = next(iter(bundled)) if name is None else name
    if wanted not in bundled:
        raise faults.refuse("", f"the document has no dataset «{wanted}»{nearest(wanted, list(bundled))}")
    _demand_dataset(bundled[wanted], faults)
    return bundled[wanted]


def _demand_dataset(dataset: Json, faults: Faults) -> None:
    version, sort = dataset.get("version"), dataset.get("class", "dataset")
    if version is not None and not VERSION.fullmatch(str(version)):
        raise faults.refuse("version", f"is {kind(version)}; JSON-stat 1.x and 2.x are read")
    if sort == "collection":
        raise faults.refuse(
            "class", f"is a collection, which only points to datasets; fetch {_links(dataset)}"
        )
    if sort != "dataset":
        raise faults.refuse("class", f"is {kind(sort)}; only a dataset holds a table")


def _links(collection: Json) -> str:
    link = collection.get("link")
    items = link.get("item") if isinstance(link, dict) else None
    found = [str(item.get("href")) for item in items or () if isinstance(item, dict) and item.get("href")]
    more = f" (or one of {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{found[0]}{more}" if found else "one of them by itself"


def _not_jsonstat(document: Json) -> str:
    told = " · ".join(
        str(document[key]) for key in ("status", "title", "detail", "error") if document.get(key)
    )
    if "variables" in document:
        return "the document is a table's metadata in the old form, not JSON-stat"
    if "query" in document:
        return "the document is a query, not JSON-stat"
    return f"the document is not JSON-stat: it has no «dimension»{f'; it says {told[:200]}' if told else ''}"
