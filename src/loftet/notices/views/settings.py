"""What a person wants to hear of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loftet.core.saving import bound_data
from loftet.notices.actions.own import save_settings
from loftet.notices.forms import NotificationSettingsForm
from loftet.notices.queries.following import followed_by, kind_choices, wants_letter
from loftet.people.access import permissions_of, signed_in, user_of

LONGEST_SEARCH = 100


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notice_settings(request: HttpRequest) -> HttpResponse:
    """Show and keep what a person wants to hear of, and list what the person follows."""
    user = user_of(request)
    form = NotificationSettingsForm(
        bound_data(request),
        kinds=kind_choices(user),
        initial={"weekly_letter": wants_letter(user)},
    )
    if form.is_valid():
        save_settings(
            user,
            weekly_letter=form.cleaned_data["weekly_letter"],
            wanted=form.wanted,
            now=timezone.now(),
        )
        messages.success(request, _("What you want to hear of is kept."))
        return redirect("notice_settings")
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    context = {
        "form": form,
        "followed": followed_by(permissions_of(request), words),
        "words": words,
        "wants_letter": form["weekly_letter"].value(),
    }
    return render(request, "notices/settings.html", context)
