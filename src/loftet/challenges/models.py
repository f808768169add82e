"""A challenge that the municipalities of a region have made theirs.

What is computed is not stored: it is found again in every edition. Picking it keeps what it said then, in
words and in figures, so that needs and reports have something to point to that stays.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.challenges.focus.models import FocusArea
from loftet.challenges.targets.models import AdoptedTarget
from loftet.challenges.using.models import IndicatorUse
from loftet.core.records import Record
from loftet.core.visible import VisibleQuerySet
from loftet.places.models import Place

__all__ = [
    "About",
    "AdoptedTarget",
    "Challenge",
    "ChosenIndicator",
    "FocusArea",
    "IndicatorSet",
    "IndicatorUse",
    "Origin",
]

LONGEST_TEXT = 2_000
LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


class Origin(models.TextChoices):
    """The origin of a challenge: found in the figures, or told by the municipalities."""

    TESTED = "tested", _("found in the figures")
    REPORTED = "reported", _("reported by the municipalities")


class About(models.TextChoices):
    """The subject of a challenge that was found in the figures."""

    INDICATOR = "indicator", _("indicator")
    TARGET = "target", _("target")


class ChallengeQuerySet(VisibleQuerySet["Challenge"]):
    """Challenges; those that were withdrawn stay, because other records may point to them."""

    def standing(self) -> "ChallengeQuerySet":
        """Return those that are not withdrawn."""
        return self.filter(withdrawn=None)


class Challenge(Record):
    """A challenge that a region has picked or reported. `key` and `edition` are empty where it was reported.

    The sentences and `figures` are as they were in that edition. `text` is what was reported, or what the
    region adds to what was found; `said_by` is who tells of it, and `own_figures` what they know in numbers.
    """

    owner_field = "region"
    url_name = "challenge"
    lock_with = ("region",)

    region = models.ForeignKey(Place, models.PROTECT, related_name="challenges", verbose_name=_("region"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    about = models.CharField(_("about"), max_length=10, choices=About, blank=True)
    key = models.CharField(_("indicator or target"), max_length=80, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    name_nb = models.CharField(max_length=300, blank=True)
    name_nn = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    sentence_nb = models.TextField(blank=True)
    sentence_nn = models.TextField(blank=True)
    sentence_en = models.TextField(blank=True)
    figures = models.JSONField(default=dict, blank=True)
    title = models.CharField(_("the challenge in a few words"), max_length=200, blank=True)
    text = models.TextField(_("what it is about"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    said_by = models.CharField(_("who tells of it"), max_length=200, blank=True)
    own_figures = models.TextField(_("own figures"), max_length=LONGEST_TEXT, blank=True)
    picked = models.DateTimeField(_("when"))
    picked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="challenges", verbose_name=_("who")
    )
    acting_for = models.CharField(_("on behalf of"), max_length=200)
    withdrawn = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared challenge")
        verbose_name_plural = _("shared challenges")
        ordering = ("picked", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("region", "about", "key"),
                condition=Q(origin="tested", withdrawn=None),
                name="challenge_is_picked_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(origin="tested")
                    & ~Q(about="")
                    & ~Q(key="")
                    & ~Q(edition="")
                    & ~Q(sentence_nb="")
                    & ~Q(sentence_nn="")
                    & ~Q(sentence_en="")
                )
                | (Q(origin="reported", about="", key="") & ~Q(title="") & ~Q(text="") & ~Q(said_by="")),
                name="challenge_is_found_or_told",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None, reason="") | (Q(withdrawn__isnull=False) & ~Q(reason="")),
                name="challenge_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name_nb

    @property
    def label_in_log(self) -> str:
        """Return what the log calls it: what it is about, and in which region."""
        return f"{self.region}: {self.key or self.title}"
