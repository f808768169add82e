"""A rule has said no: the page says why, and that nothing was changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from loftet.common.verdicts import NotAllowed


class RefusalMiddleware:
    """Answer 403 with the reason where an action or a page was denied."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the reason of a refusal; other exceptions are not ours."""
        if not isinstance(exception, NotAllowed):
            return None
        return render(request, "site/not_allowed.html", {"reason": exception.denied.reason}, status=403)
