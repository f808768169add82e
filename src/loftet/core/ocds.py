"""Open contracting data (OCDS 1.1): what each app makes public of coming purchases, as releases.

An app names its sources in `App(ocds=…)`: the rows that everybody may read, and a release of each. A release
is an answer to a question that everybody may ask: it holds nothing that is not on the page of the record.
Only what is planned, and contracts with their milestones, are told; the competition is held elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from loftet.core.actor import AnyActor
from loftet.core.mail import whole

VERSION = "1.1"
REGISTER = "NO-BRC"  # the register of organisations in Brønnøysund, as org-id.guide names it
CURRENCY = "NOK"
CPV_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation with its roles; one without a number is named by its slug."""

    slug: str
    name: str
    number: str = ""
    roles: Sequence[str] = ("buyer",)

    @classmethod
    def of(cls, organisation: Any) -> "Party":
        """Return an organisation as a buyer."""
        return cls(organisation.slug, organisation.name, organisation.number)

    @property
    def reference(self) -> dict[str, str]:
        """Return how other parts of the release point to it."""
        key = f"{REGISTER}-{self.number}" if self.number else f"loftet-{self.slug}"
        return {"id": key, "name": self.name}

    def as_json(self) -> dict[str, Any]:
        """Return it as it is in `parties`."""
        found: dict[str, Any] = {**self.reference, "roles": list(self.roles)}
        if self.number:
            found["identifier"] = {"scheme": REGISTER, "id": self.number, "legalName": self.name}
        return found


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a process: its key such as `need-17`, the version of the record, since when it says so.

    `blocks` are parts of the standard such as `planning`; `related` are the keys of other processes.
    """

    process: str
    version: int
    moment: datetime
    language: str
    buyer: Party
    blocks: Mapping[str, Any]
    tags: Sequence[str] = ("planning",)
    others: Sequence[Party] = ()
    related: Sequence[tuple[str, str]] = field(default=())

    @property
    def ocid(self) -> str:
        """Return the id of the process, open contracting id."""
        return ocid_of(self.process)

    def as_json(self) -> dict[str, Any]:
        """Return the release as the standard writes it."""
        parties = {one.reference["id"]: one for one in (self.buyer, *self.others)}
        found: dict[str, Any] = {
            "ocid": self.ocid,
            "id": f"{self.process}-{self.version}",
            "date": moment_text(self.moment),
            "tag": list(self.tags),
            "initiationType": "tender",
            "language": self.language,
            "parties": [one.as_json() for one in parties.values()],
            "buyer": self.buyer.reference,
            **self.blocks,
        }
        if self.related:
            found["relatedProcesses"] = [
                {
                    "id": str(number),
                    "relationship": ["planning"],
                    "title": title,
                    "scheme": "ocid",
                    "identifier": ocid_of(process),
                }
                for number, (process, title) in enumerate(self.related, start=1)
            ]
        return found


@dataclass(frozen=True, slots=True)
class OcdsSource:
    """Rows of an app and a release of each; `rows` narrows those that somebody may see, and sorts by key."""

    model: type[Model]
    rows: Callable[[QuerySet[Any], AnyActor], QuerySet[Any]]
    release: Callable[[Any], Release]

    def visible_to(self, actor: AnyActor) -> QuerySet[Any]:
        """Return the rows that somebody may see and that are handed out."""
        return self.rows(self.model._default_manager.visible_to(actor), actor)  # type: ignore[attr-defined]


def ocid_of(process: str) -> str:
    """Return the open contracting id of a process: with the prefix that the site has."""
    return f"{settings.OCDS_PREFIX}-{process}"


def moment_text(moment: datetime) -> str:
    """Return a moment to the second, with its zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def day_text(day: date) -> str:
    """Return a day as the moment at which it begins."""
    return moment_text(timezone.make_aware(datetime.combine(day, time())))


def amount(value: Decimal) -> dict[str, Any]:
    """Return a sum in kroner."""
    return {"amount": number(value), "currency": CURRENCY}


def number(value: Decimal) -> int | float:
    """Return a number as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def item(title: str, cpv: str, unit: str = "", quantity: Decimal | None = None) -> dict[str, Any]:
    """Return what is wanted: its kind as a whole code of CPV, how much of which unit."""
    found: dict[str, Any] = {"id": "1", "description": title}
    if cpv:
        found["classification"] = {"scheme": "CPV", "id": cpv.ljust(CPV_DIGITS, "0")}
    if unit:
        found["unit"] = {"name": unit}
    if quantity is not None:
        found["quantity"] = number(quantity)
    return found


def page_of_record(record: Any, kind: str, title: str, language: str) -> dict[str, Any]:
    """Return the page of a record as a document."""
    return {
        "id": "page",
        "documentType": kind,
        "title": title,
        "url": whole(record.get_absolute_url()),
        "format": "text/html",
        "language": language,
    }


def milestone(key: str, title: str, kind: str, day: date) -> dict[str, Any]:
    """Return a day that is ahead."""
    return {"id": key, "title": title, "type": kind, "dueDate": day_text(day), "status": "scheduled"}


@dataclass(frozen=True, slots=True)
class Package:
    """Releases of one publisher, at an address, dated by the newest: the same records give the same bytes."""

    address: str
    publisher: str
    releases: Sequence[Release]

    def as_releases(self, links: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return a package of releases, with links to the pages beside it."""
        more = {"links": dict(links)} if links else {}
        return {**self._head(), **more, "releases": [one.as_json() for one in self.releases]}

    def as_records(self) -> dict[str, Any]:
        """Return a package of records: of each process its release, and the same as the state of today."""
        records = []
        for one in self.releases:
            release = one.as_json()
            compiled = {**release, "id": f"{release['id']}-compiled", "tag": ["compiled"]}
            records.append({"ocid": one.ocid, "releases": [release], "compiledRelease": compiled})
        return {**self._head(), "records": records}

    def _head(self) -> dict[str, Any]:
        # Without a release there is no moment at which it was otherwise.
        newest = max((one.moment for one in self.releases), default=datetime.fromtimestamp(0, UTC))
        return {
            "uri": self.address,
            "version": VERSION,
            "publishedDate": moment_text(newest),
            "publisher": {"name": self.publisher},
            "license": "https://creativecommons.org/licenses/by/4.0/",
        }
