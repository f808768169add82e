"""The first step of a firm that nobody has invited: an account by an e-mail address."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import FormPage
from loftet.core.requests import NEXT
from loftet.core.verdicts import anybody
from loftet.people.access import next_url
from loftet.people.forms import AddressForm
from loftet.people.views.sign_in import client_of, sent
from loftet.suppliers.actions.accounts import open_account


class SupplierAccount(FormPage):
    """Ask for an e-mail address, and send a code to it.

    The form by which a firm is signed up comes next, and after that where the person was heading.
    """

    rule = anybody
    title = _("Sign up a firm")
    lead = _("First we send a code to your own e-mail address. Then you look up the firm.")
    button = _("Send me a code")
    success = ""
    form_class = AddressForm
    once = False
    success_url = ("sign_in_code",)
    back_url = ("suppliers",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or lead on who is signed in already."""
        signs_up, wanted = reverse("supplier_create"), request.GET.get(NEXT, "")
        if not wanted.startswith(signs_up):
            after = f"{signs_up}?{urlencode({NEXT: wanted})}" if wanted else signs_up
            if self.actor.user is None:
                return redirect(f"{reverse('supplier_account')}?{urlencode({NEXT: after})}")
            return redirect(after)
        if self.actor.user is not None:
            return redirect(next_url(request))
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Send the code, and remember the browser that asked."""
        answer = super().post(request)
        return sent(request, self.saved) if self.saved else answer

    def save(self, form: AddressForm) -> str:
        """Create the account, and return the token of the browser."""
        return open_account(form.cleaned_data["email"], client_of(self.request), timezone.now())
