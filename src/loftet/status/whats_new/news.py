"""The news of a newly published edition to those who follow a place: a line in their next letter."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from loftet.background.work import ask_for
from loftet.core.models import WorkItem
from loftet.editions.rows import Edition
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.notifications import News, notify_followers
from loftet.places.models import Place
from loftet.status.edition import PARAMETER, current, store
from loftet.status.views.choosing import CHOOSE
from loftet.status.whats_new import sentences as said
from loftet.status.whats_new.queries import edition_before, new_figures

WORK, PUBLISHED = "edition_news", "edition.published"


def published() -> Edition | None:
    """Return the published edition; none where pages are read from another in place of it."""
    found = current()
    return None if found.reason else found.edition


def ask_for_published(_now: datetime) -> int:
    """Ask once for the news of the published edition; return how many were asked for.

    The number of the work is the day of the edition: an older one that is published again is no news.
    """
    day = edition.built.toordinal() if (edition := published()) else 0
    if not day or WorkItem.objects.filter(kind=WORK, row__gte=day).exists():
        return 0
    ask_for(WORK, day)
    return 1


def compute(day: int) -> Mapping[int, News]:
    """Return the news of each place, by its key, in the published edition where it is of that day."""
    edition, reader = published(), store()
    if edition is None or edition.built.toordinal() != day:
        return {}
    before = edition_before(reader, edition)
    figures = new_figures(reader, before, edition) if before else {}
    places = Place.objects.filter(slug__in=[slug for slug, count in figures.items() if count])
    return {place.pk: news_of(place, figures[place.slug], edition) for place in places}


def news_of(place: Place, count: int, edition: Edition) -> News:
    """Return the news that figures of a place are new, at the page that counts them."""
    figures = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            figures[language] = said.new_figures(count)
    address = f"{reverse('whats_new')}?{urlencode({CHOOSE: place.slug, PARAMETER: edition.id})}#place"
    return News(PUBLISHED, place, address, details={"figures": figures, "day": edition.built.isoformat()})


def keep(_day: int, news: Mapping[int, News], now: datetime) -> None:
    """Notify who follows the places."""
    notify_followers(Place, news, now=now)


def refuse(_day: int, _cause: InvalidInput | None) -> None:
    """Leave it: nobody waits for the news, and what failed is on the page of operations."""
