"""The switch in each weekly letter, which works without signing in.

To open the link shows a button and changes nothing, because mail scanners follow links. The button, and a
mail program's own switch (RFC 8058), send a POST. The word in the address alone says whose letter it is; so
the answer is the same to a mail program that has no session and no CSRF token.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from loftet.core.verdicts import Denied, NotAllowed
from loftet.notices.actions.own import set_letter
from loftet.notices.signed import read_letter_word
from loftet.people.models import User

NOT_OURS = Denied(_("This link turns no letter off. Use the newest letter, or sign in and choose there."))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def letter_off(request: HttpRequest, word: str) -> HttpResponse:
    """Show the switch, and turn the letter off when it is pressed."""
    user = User.objects.filter(pk=read_letter_word(word) or 0, is_active=True).first()
    if user is None:
        raise NotAllowed(NOT_OURS)
    if request.method == "POST":
        set_letter(user, wanted=False)
    return render(request, "notices/pages/letter_off.html", {"done": request.method == "POST", "word": word})
