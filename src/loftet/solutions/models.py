"""Solutions, and where each is in use: how far one has spread (`rung`) is counted from confirmed uses."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.expiry import ExpiringRecord
from loftet.core.fields import LONGEST_TOLD
from loftet.core.folding import SearchText
from loftet.core.records import Record
from loftet.core.values import LONG, LONGEST_TEXT, NAMES, SUMS, TEXT
from loftet.core.visible import VisibleManager
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.places.ladder import Rung
from loftet.places.models import Place
from loftet.places.values import known_areas
from loftet.solutions.told.models import ToldFirm  # noqa: F401 - a table of this app
from loftet.status.goal_fields import TaggedRecord

STANDS_FOR = timedelta(days=365)  # a published solution that nobody renews is hidden
YEARS = [MinValueValidator(1990), MaxValueValidator(2100)]


class State(models.TextChoices):
    """The state of a solution."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("solution", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("solution", "Withdrawn")


class Evidence(models.TextChoices):
    """The evidence for the effect, the weakest first."""

    STATED = "1", _("Stated by the supplier")
    TRIED = "2", _("Tried out")
    MEASURED = "3", _("Measured at a customer")
    ASSESSED = "4", _("Independently assessed")


class Maturity(models.TextChoices):
    """The maturity of the solution itself."""

    DEVELOPED = "developed", _("Being developed")
    PILOT = "pilot", _("Ready to be tried")
    READY = "ready", _("Ready to be used")


class PriceModel(models.TextChoices):
    """The ways of paying."""

    FREE = "free", _("It costs nothing")
    FIXED = "fixed", _("A fixed price")
    UNIT = "unit", _("A price for each unit")
    SUBSCRIPTION = "subscription", _("A subscription")
    HOURS = "hours", _("By the hour")
    RESULT = "result", _("By the result")


class Language(models.TextChoices):
    """The languages in which a supplier delivers."""

    NB = "nb", _("Bokmål")
    NN = "nn", _("Nynorsk")
    SE = "se", _("Northern Sami")
    EN = "en", _("English")
    SV = "sv", _("Swedish")
    DA = "da", _("Danish")
    PL = "pl", _("Polish")
    UK = "uk", _("Ukrainian")


def known_languages(keys: object) -> None:
    """Refuse a language that cannot be chosen.

    Raises:
        ValidationError: with the first such one.
    """
    if not isinstance(keys, list):
        raise ValidationError(_("Choose from the list."))
    for key in keys:
        if key not in Language.values:
            raise ValidationError(_("«%(key)s» cannot be chosen."), params={"key": str(key)[:LONGEST_TOLD]})


class Answer(models.TextChoices):
    """The answer of a municipality to «do you use this?»."""

    NONE = "", _("Not answered")
    CONFIRMED = "confirmed", pgettext_lazy("use", "Confirmed")
    DENIED = "denied", _("Denied")


class Solution(TaggedRecord, ExpiringRecord):
    """Something that an organisation can do for municipalities: for which problem, with which effect."""

    hidden_kind = "løsning"
    url_name = "solution"
    lock_with = ("organisation__supplier", "need__organisation")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="solutions")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="solutions")
    title = models.CharField(_("the solution in one sentence"), max_length=160, validators=NAMES)
    problem = models.TextField(_("problem"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    what = models.TextField(_("what it does"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    effect = models.TextField(_("effect"), max_length=LONGEST_TEXT, blank=True, validators=LONG)
    evidence = models.CharField(
        _("how sure the effect is"), max_length=1, choices=Evidence, default=Evidence.STATED
    )
    evidence_source = models.CharField(
        _("who measured it, where and when"), max_length=300, blank=True, validators=TEXT
    )
    maturity = models.CharField(_("maturity"), max_length=9, choices=Maturity, default=Maturity.READY)
    price_model = models.CharField(_("price model"), max_length=12, choices=PriceModel, blank=True)
    price_note = models.CharField(_("about the price"), max_length=200, blank=True, validators=TEXT)
    least_volume = models.DecimalField(_("smallest delivery"), **SUMS)
    unit = models.CharField(_("unit"), max_length=40, blank=True, validators=NAMES)
    delivers = models.JSONField(
        _("where it is delivered"), default=list, blank=True, validators=[known_areas]
    )
    languages = models.JSONField(_("languages"), default=list, blank=True, validators=[known_languages])
    markets = models.CharField(_("markets abroad"), max_length=200, blank=True, validators=NAMES)
    contact = models.CharField(_("contact"), max_length=200, blank=True, validators=NAMES)
    state = models.CharField(
        pgettext_lazy("solution", "state"), max_length=9, choices=State, default=State.DRAFT
    )
    expires_on = models.DateField(_("runs out"), null=True, blank=True)
    rung = models.PositiveSmallIntegerField(_("spread"), choices=Rung, default=Rung.NONE)
    used_in = models.PositiveSmallIntegerField(_("in use in"), default=0)
    written = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published = models.DateTimeField(null=True, blank=True)
    search_text = SearchText(("title", "problem", "what", "effect"))

    objects: ClassVar[VisibleManager[Self]] = VisibleManager()

    class Meta:
        verbose_name = _("solution")
        ordering = ("-pk",)
        indexes = [
            # All that a list counts and sorts by: the long texts of the rows are not read for it.
            models.Index(
                fields=("state", "expires_on", "organisation", "evidence", "rung", "used_in"),
                name="solution_is_shown",
            ),
            models.Index(fields=("organisation", "state"), name="solution_of_organisation"),
            models.Index(fields=("cpv",), name="solution_of_a_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="open") | Q(expires_on__isnull=False, published__isnull=False),
                name="published_solution_runs_out",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Check whether it has been published; it may be hidden again."""
        return self.published is not None

    @property
    def language_names(self) -> list[str]:
        """Return the languages in words."""
        return [str(Language(one).label) for one in self.languages]

    def clean(self) -> None:
        """Refuse an effect that is said to be measured by nobody, and an amount without a unit.

        Raises:
            ValidationError: with the field.
        """
        if self.evidence in (Evidence.MEASURED, Evidence.ASSESSED) and not self.evidence_source:
            raise ValidationError({"evidence_source": _("Say who measured it, where and when.")})
        if self.least_volume is not None and not self.unit:
            raise ValidationError({"unit": _("Say in which unit the volume is.")})


class Use(Record):
    """A place where a solution is or was in use; its municipality answers, abroad a facilitator."""

    owner_field, named_by = "solution.organisation", "solution"
    url_name, url_args, anchor = "solution", ("solution_id",), "bruk-{0.pk}"
    lock_with = ("solution__organisation__supplier", "place")

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="uses")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    abroad = models.CharField(_("place abroad"), max_length=120, blank=True, validators=NAMES)
    began = models.PositiveSmallIntegerField(_("in use since"), validators=YEARS)
    ended = models.PositiveSmallIntegerField(_("until"), null=True, blank=True, validators=YEARS)
    result = models.CharField(_("what came of it"), max_length=300, blank=True, validators=TEXT)
    contact = models.CharField(_("whom to ask"), max_length=200, blank=True, validators=NAMES)
    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True)
    proof = models.CharField(_("how it is known"), max_length=300, blank=True, validators=TEXT)
    proof_link = models.URLField(_("where it can be read"), max_length=300, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("use")
        ordering = ("began", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(place=None) & ~Q(abroad="") | Q(place__isnull=False, abroad=""),
                name="use_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=("solution", "place"), condition=Q(ended=None), name="solution_is_used_once_in_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution}, {self.where}"

    @property
    def where(self) -> str:
        """Return the name of the place."""
        return self.place.name if self.place else self.abroad

    @property
    def is_current(self) -> bool:
        """Check whether it goes on, and nobody has denied it."""
        return self.ended is None and self.answer != Answer.DENIED

    def clean(self) -> None:
        """Refuse two places or none, and an end before the beginning.

        Raises:
            ValidationError: with the field.
        """
        if (self.place_id is None) == (self.abroad == ""):
            raise ValidationError({"place": _("Choose a municipality, or write a place abroad.")})
        if self.ended is not None and self.began is not None and self.ended < self.began:
            raise ValidationError({"ended": _("It cannot end before it began.")})
