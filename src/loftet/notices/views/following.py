"""Following a thing, and no longer."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.notices.actions.notifications import follow
from loftet.notices.actions.own import stop_following
from loftet.notices.followed import may_follow
from loftet.notices.models import Follow
from loftet.notices.queries.following import followed_by
from loftet.notices.signed import Thing, read_thing_word
from loftet.people.access import permissions_of, signed_in, user_of

NOT_THIS = Denied(gettext_lazy("The button has expired, or was somebody else’s. Open the page again."))


@signed_in
@require_POST
def follow_thing(request: HttpRequest) -> HttpResponse:
    """Follow a thing, or stop, from the thing's own page; only those who may see it today follow it."""
    user, now = user_of(request), timezone.now()
    thing = read_thing_word(request.POST.get("thing", ""))
    if thing is None or thing.user != user.pk:
        raise NotAllowed(NOT_THIS)
    subject = subject_of(thing)
    verdict = may_follow(permissions_of(request), subject)
    if request.POST.get("do") == "stop":
        for row in Follow.objects.standing().about(subject).filter(user=user):
            stop_following(row, now)
        messages.success(request, _("You no longer follow this."))
    else:
        demand(verdict)
        follow(user, subject, thing.address, now=now)
        messages.success(request, _("You follow this. You are told when something happens."))
    return redirect(thing.address if verdict else "notice_settings")


def subject_of(thing: Thing) -> Model:
    """Find what a button is about; it may be gone."""
    try:
        subject: Model = ContentType.objects.get_for_id(thing.kind).get_object_for_this_type(pk=thing.row)
    except ObjectDoesNotExist as gone:
        raise Http404(_("What you wanted to follow is no longer here.")) from gone
    return subject


@signed_in
@require_POST
def stop(request: HttpRequest, follow: int) -> HttpResponse:
    """Stop following a thing, from the list of what is followed."""
    row = get_object_or_404(Follow.objects.standing(), pk=follow, user=user_of(request))
    stop_following(row, timezone.now())
    messages.success(request, _("You no longer follow this."))
    return redirect(f"{reverse('notice_settings')}#follows")


@signed_in
@require_safe
def following_csv(request: HttpRequest) -> HttpResponse:
    """Return what the person follows as a file."""
    found = followed_by(permissions_of(request), request.GET.get("q", "").strip()[:100])
    rows = ((one.label, one.address, one.since.isoformat(), one.automatic) for one in found)
    return csv_file_response("loftet-following", ("what", "address", "since", "automatic"), rows)
