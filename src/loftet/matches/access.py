"""The draw for a need, as it is handed out with it on an access request."""

from django.utils.translation import gettext as _

from loftet.matches.models import Draw
from loftet.needs.models import Need
from loftet.openness.files import AccessLine, AccessPart


def draw_of(need: Need) -> AccessPart:
    """Return what everybody may read of a draw: when, among how many, by which seed; not who was drawn."""
    row = Draw.objects.filter(need=need).first()
    lines = []
    if row is not None:
        lines = [
            AccessLine(_("Day of the draw"), row.when),
            AccessLine(_("Suppliers on the list"), len(row.listed)),
            AccessLine(_("Seed"), row.seed),
        ]
    return AccessPart(_("Drawn for a small purchase"), lines)
