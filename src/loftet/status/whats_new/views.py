"""The page that tells what is new in an edition."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.status.edition import edition_of, store
from loftet.status.queries.chosen import chosen_places
from loftet.status.views.choosing import CHOOSE, choices
from loftet.status.views.finding import codes_of
from loftet.status.whats_new.queries import whats_new as read_whats_new

FROM = "fra"


@require_safe
def whats_new(request: HttpRequest) -> HttpResponse:
    """Show what changed from the edition before, for all or for one municipality."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "status/pages/whats_new.html", {"page": None})
    held, wanted = codes_of(store(), edition), request.GET.get(FROM, "")
    chosen = chosen_places(request.GET.getlist(CHOOSE)[:1], edition, held)
    place = chosen.places[0] if chosen.places else None
    region = chosen.regions[0] if chosen.regions else None
    page = read_whats_new(store(), edition, wanted, place, region)
    if page is None:
        raise Http404(_("There is no edition «%(id)s» before this one.") % {"id": wanted})
    context = {
        "page": page,
        "place": place,
        "about": place or region,
        "chosen": chosen,
        "others": choices(edition, held, {place.slug} if place else set()),
    }
    return render(request, "status/pages/whats_new.html", context)
