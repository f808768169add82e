"""Matters: what an organisation is asked to take a stand on, and what was to follow."""

import re
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import LONGEST_CASE_TEXT
from loftet.core.records import Record
from loftet.core.visible import VisibleManager
from loftet.people.models import LANGUAGES, Organisation


class MatterState(models.TextChoices):
    """The states of a matter before anybody treats it."""

    PREPARED = "prepared", _("prepared by others")  # waits until the organisation makes it its own
    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")


def public_to_all() -> Q:
    """Return the condition on matters that everybody may read, also when they have been withdrawn since."""
    return Q(state=MatterState.PUBLIC) | Q(published__isnull=False)


class Matter(Record):
    """A matter of one organisation, in the form that its case papers have.

    It is the organisation's own: what a coordinator prepares (`prepared_by`) waits until somebody there makes
    it theirs. What has been `published` stays so when it is withdrawn; its page then tells why.
    `derived_from` leads back to the regional matter it comes from. `restricted` is withheld from everybody
    else, by the paragraph that `legal_basis` names (`catalogue/legal_bases.csv`).
    """

    url_name = "matter"
    lock_with = ("organisation", "prepared_by")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="matters")
    prepared_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="matters_prepared"
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("comes from")
    )
    title = models.CharField(_("title"), max_length=200)
    facts = models.TextField(_("facts of the case"), max_length=LONGEST_CASE_TEXT, blank=True)
    assessment = models.TextField(_("assessment"), max_length=LONGEST_CASE_TEXT, blank=True)
    economy = models.TextField(_("economic consequences"), max_length=LONGEST_CASE_TEXT, blank=True)
    proposal = models.TextField(_("proposal"), max_length=LONGEST_CASE_TEXT)
    restricted = models.TextField(_("withheld from the public"), max_length=LONGEST_CASE_TEXT, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MatterState)
    published = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="matters")
    acting_for = models.CharField(_("on behalf of"), max_length=200)
    reason = models.CharField(_("why it was withdrawn"), max_length=400, blank=True)
    # Who works on it: whose task it is while the person has a role there that writes, else everybody's.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ("-created", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("derived_from", "organisation"),
                condition=~Q(state="withdrawn"),
                name="regional_matter_leads_to_one_in_each_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(proposal=""), name="matter_says_what_it_is_about"
            ),
            models.CheckConstraint(
                condition=Q(restricted="") | ~Q(legal_basis=""), name="withheld_text_names_its_legal_basis"
            ),
            models.CheckConstraint(
                condition=(Q(state="withdrawn") & ~Q(reason="")) | (~Q(state="withdrawn") & Q(reason="")),
                name="matter_is_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="prepared") | Q(prepared_by__isnull=False),
                name="prepared_matter_names_who_prepared_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether everybody may read it, also when it has been withdrawn since."""
        return self.state == MatterState.PUBLIC or self.published is not None

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it."""
        return f"{self.organisation.name}: {self.title}"


class FollowUp(Record):
    """A follow-up of a decided matter: what is to be done, by whom (a function, not a name), and by when."""

    owner_field = "matter.organisation"
    url_name, url_args = "matter", ("matter_id",)
    lock_with = ("matter__organisation", "matter__prepared_by")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("what is to be done"), max_length=400)
    responsible = models.CharField(_("who sees to it"), max_length=120, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    done = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = (models.F("due").asc(nulls_last=True), "pk")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="follow_up_says_what")]

    def __str__(self) -> str:
        return self.text


def points(text: str) -> tuple[str, ...]:
    """Return the points of a proposal, a line each, without the numbers that somebody has typed.

    >>> points("1. Gol deltek.\\n2) Saka blir følgd opp.")
    ('Gol deltek.', 'Saka blir følgd opp.')
    """
    lines = (re.sub(r"^\s*\d{1,2}[.)]\s+", "", one).strip() for one in text.splitlines())
    return tuple(one for one in lines if one)


def same_words(one: str, other: str) -> bool:
    """Check whether two texts say the same, whatever their white space, numbering and punctuation.

    >>> same_words("1. Gol deltek.\\n2. Saka blir følgd opp.", "Gol deltek. Saka blir følgd opp")
    True
    """
    first, second = (re.findall(r"\w+", " ".join(points(text)).casefold()) for text in (one, other))
    return first == second
