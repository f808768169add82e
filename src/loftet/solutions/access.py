"""The answers to a need, as they are handed out with it on an access request."""

from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.needs.models import Need
from loftet.openness.files import AccessLine, AccessPart
from loftet.solutions.models import Solution
from loftet.solutions.rules import shown


def answers_of(need: Need) -> AccessPart:
    """Return the solutions that were written for a need, and that everybody may read."""
    rows = Solution.objects.filter(shown(timezone.localdate()), need=need).select_related("organisation")
    found = rows.order_by("published", "pk")
    lines = [AccessLine(f"{one.organisation.name}: {one.title}", one.published) for one in found]
    return AccessPart(_("Solutions"), lines)
