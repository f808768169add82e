"""Queries of reports: those that somebody may read, with how far each has come, and what it rests on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from loftet.background.outbox import Shown, letter_states
from loftet.background.work import OPEN, Progress, progress_of
from loftet.challenges.choosing.queries import chosen_figures
from loftet.documents.files import PDF, WORD
from loftet.people.actor import Actor
from loftet.people.models import OrganisationKind, Role
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.places.queries import members_of
from loftet.reports.free_mail import free_mail_domains
from loftet.reports.models import (
    LETTER,
    ON_SCREEN,
    REPORT,
    PlaceReport,
    Sending,
    TemplateState,
    WordTemplate,
)
from loftet.status.edition import current


def reports_of(place: Place, actor: Actor) -> QuerySet[PlaceReport]:
    """Return the reports of a place that somebody may read, the newest edition first."""
    rows = PlaceReport.objects.visible_to(actor).filter(place=place)
    return rows.select_related(*PlaceReport.lock_with).order_by("-edition", "-ordered", "-pk")


def chosen_of(place: Place, *, with_drafts: bool) -> list[Mapping[str, str]]:
    """Return the indicators that a municipality has chosen, with its reasons, as a report stores them.

    A set that is not published is the municipality's own: what others order for it does not tell of it.
    """
    found = chosen_figures(place, with_draft=with_drafts)
    return [{"key": one.key, "reason": one.reason} for one in found if one.key]


def domains_of(place: Place) -> frozenset[str]:
    """Return the domains of the people of a municipality or a council; one of free mail is nobody's own."""
    roles = Role.objects.on(timezone.localdate()).filter(
        organisation__place=place, organisation__kind__in=SPEAKS_FOR_ITS_PLACE, delegation=None
    )
    addresses = roles.exclude(user__email=None).values_list("user__email", flat=True)
    return frozenset(one.rpartition("@")[2].lower() for one in addresses if "@" in one) - free_mail_domains()


@dataclass(frozen=True, slots=True)
class Template:
    """The template that is in use at a place, and the one that is tried or was refused since."""

    used: WordTemplate | None
    newest: WordTemplate | None


def template_of(place: Place) -> Template:
    """Return the templates of a place, without their content."""
    rows = {one.state: one for one in place.word_templates.defer("content").order_by("pk")}
    newest = rows.get(TemplateState.TRIED) or rows.get(TemplateState.REFUSED)
    return Template(rows.get(TemplateState.USED), newest)


def members_with_people(region: Place) -> list[Place]:
    """Return the municipalities of a region that somebody can act for here."""
    there = members_of(region, timezone.localdate())
    kind = OrganisationKind.MUNICIPALITY
    return list(there.filter(organisations__kind=kind).order_by("sort_key"))


def reports_of_members(members: Sequence[Place], actor: Actor) -> dict[int, list[PlaceReport]]:
    """Return the newest reports of each municipality that somebody may read, by its key. One query."""
    found: dict[int, list[PlaceReport]] = {one.pk: [] for one in members}
    rows = (
        PlaceReport.objects.visible_to(actor).filter(place__in=members).select_related(*PlaceReport.lock_with)
    )
    for one in rows.order_by("-edition", "kind", "language"):
        if not found[one.place_id] or found[one.place_id][0].edition == one.edition:
            found[one.place_id].append(one)
    return found


def has_files(report: PlaceReport) -> bool:
    """Check whether both files of a report are there."""
    return report.made is not None and report.file(WORD).is_file() and report.file(PDF).is_file()


def words_on_screen(report: PlaceReport) -> Mapping[str, Any]:
    """Return the answer and the sections that the page of a report shows; nothing without its files."""
    file = report.file(ON_SCREEN)
    if not has_files(report) or not file.is_file():
        return {}
    words: dict[str, Any] = json.loads(file.read_bytes())
    return words


def post_box_of(place: Place) -> str:
    """Return the post box that a municipality has used last, or what it is probably called."""
    last = Sending.objects.filter(report__place=place).values_list("address", flat=True).first()
    domains = sorted(domains_of(place))
    return last or (f"postmottak@{domains[0]}" if len(domains) == 1 else "")


def sent_letters(report: PlaceReport, now: datetime) -> list[tuple[Sending, Shown | None]]:
    """Return what was sent of a report, each with its letter."""
    rows = list(report.sendings.all())
    letters = letter_states(LETTER, [one.pk for one in rows], now) if rows else {}
    return [(one, letters.get(one.pk)) for one in rows]


def progress(report: PlaceReport) -> Progress | None:
    """Return how far the making of a report has come; None while nobody makes it. At most two queries."""
    found = progress_of(REPORT, report.pk)
    return found if found is not None and found.state in OPEN else None


def newer_edition(report: PlaceReport) -> str:
    """Return the edition that was published since a report was made, if there is one."""
    edition = current().edition
    return edition.id if edition is not None and edition.id[:10] > report.edition[:10] else ""
