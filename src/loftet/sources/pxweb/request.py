"""Calls to the interface: by address, or with a body where the address would be too long."""

import hashlib
from urllib.parse import quote, urlencode

import orjson

from loftet.sources.pxweb.plan import TableSelection
from loftet.sources.web import Call

LONGEST_ADDRESS = 2000  # documented up to about 2,100 characters; a longer one is answered 404


def key_of(call: Call) -> str:
    """Return a short name for a call, the same for the same call.

    >>> key_of(Call("tables/07459/metadata?lang=no"))
    'f4a008728ae4a8dd'
    """
    told = b"\n".join((call.method.encode(), call.path.encode(), call.body))
    return hashlib.sha256(told).hexdigest()[:16]


def metadata_request(table: str, language: str) -> Call:
    """Fetch the variables and codes of a table."""
    return Call(f"tables/{quote(table, safe='')}/metadata?lang={quote(language)}")


def data_request(table: str, selection: TableSelection, language: str, base_url: str) -> Call:
    """Build the request for a selection: by address where it is short enough, else in a body.

    A comma inside a code would part it in an address, so such a selection goes in a body too.
    """
    path = f"tables/{quote(table, safe='')}/data"
    query = {"lang": language, "outputFormat": "json-stat2"}
    chosen = {f"valueCodes[{one.variable}]": ",".join(one.codes) for one in selection.choices}
    short = f"{path}?{urlencode(query | chosen, safe='[],')}"
    has_comma = any("," in code for one in selection.choices for code in one.codes)
    if not has_comma and len(base_url) + len(short) <= LONGEST_ADDRESS:
        return Call(short)
    body = {
        "selection": [{"variableCode": one.variable, "valueCodes": one.codes} for one in selection.choices]
    }
    return Call(f"{path}?{urlencode(query)}", body=orjson.dumps(body))
