"""Checks of values of a solution: languages, and areas where it is delivered."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words
from loftet.places.models import Place

LANGUAGES: Mapping[str, Words] = {
    "nb": _("Bokmål"),
    "nn": _("Nynorsk"),
    "se": _("Northern Sami"),
    "en": _("English"),
    "sv": _("Swedish"),
    "da": _("Danish"),
    "pl": _("Polish"),
    "uk": _("Ukrainian"),
}
AREAS = ("county", "region", "municipality")
MOST_AREAS, LONGEST_TOLD = 20, 40


def known_languages(keys: object) -> None:
    """Refuse a language that cannot be chosen.

    Raises:
        ValidationError: with the first such one.
    """
    if not isinstance(keys, list):
        raise ValidationError(_("Choose from the list."))
    for key in keys:
        if key not in LANGUAGES:
            raise ValidationError(_("«%(key)s» cannot be chosen."), params={"key": str(key)[:LONGEST_TOLD]})


def known_areas(slugs: object) -> None:
    """Refuse a county, region or municipality that does not exist; one query.

    Raises:
        ValidationError: with the first such one.
    """
    if not isinstance(slugs, list) or len(slugs) > MOST_AREAS:
        raise ValidationError(_("Name at most %(most)d."), params={"most": MOST_AREAS})
    if not slugs:
        return
    texts = [str(one)[:80] for one in slugs]
    there = set(Place.objects.filter(slug__in=texts, kind__in=AREAS).values_list("slug", flat=True))
    for slug in texts:
        if slug not in there:
            raise ValidationError(_("«%(key)s» cannot be chosen."), params={"key": slug[:LONGEST_TOLD]})
