"""A call to the interface: its address, and its body where the address would be too long."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

import orjson

from loftet.sources.pxweb.plan import Selection

LONGEST_ADDRESS = 2000  # documented up to about 2,100 characters; a longer one is answered 404


class Method(StrEnum):
    """How a call is sent."""

    GET = "GET"
    POST = "POST"


@dataclass(frozen=True, slots=True)
class Request:
    """A call: `path` follows the base address, query included."""

    method: Method
    path: str
    body: bytes = b""

    @property
    def key(self) -> str:
        """Give a short name for the call, the same for the same call.

        >>> Request(Method.GET, "tables/07459/metadata?lang=no").key
        'f4a008728ae4a8dd'
        """
        told = b"\n".join((self.method.encode(), self.path.encode(), self.body))
        return hashlib.sha256(told).hexdigest()[:16]


def metadata_request(table: str, language: str) -> Request:
    """Ask what variables and codes a table has."""
    return Request(Method.GET, f"tables/{quote(table, safe='')}/metadata?lang={quote(language)}")


def data_request(table: str, selection: Selection, language: str, base_url: str) -> Request:
    """Ask for a selection: by address where it is short enough, else in a body.

    A comma inside a code would part it in an address, so such a selection goes in a body too.
    """
    path = f"tables/{quote(table, safe='')}/data"
    query = {"lang": language, "outputFormat": "json-stat2"}
    chosen = {f"valueCodes[{one.variable}]": ",".join(one.codes) for one in selection.choices}
    short = f"{path}?{urlencode(query | chosen, safe='[],')}"
    has_comma = any("," in code for one in selection.choices for code in one.codes)
    if not has_comma and len(base_url) + len(short) <= LONGEST_ADDRESS:
        return Request(Method.GET, short)
    body = {
        "selection": [{"variableCode": one.variable, "valueCodes": one.codes} for one in selection.choices]
    }
    return Request(Method.POST, f"{path}?{urlencode(query)}", orjson.dumps(body))
