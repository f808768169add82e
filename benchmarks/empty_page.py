"""The peer of `benchmarks.pages`: our settings, our middleware, and a page whose template is empty."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from loftet.site.settings import *  # noqa: F403 - the same site but for its pages

ROOT_URLCONF = "benchmarks.empty_page"


def empty(request: HttpRequest) -> HttpResponse:
    """Render a template in which there is nothing."""
    return HttpResponse(engines["django"].from_string("").render({}, request))


# Every page has the address of the form for error reports in its context.
urlpatterns = [path("", empty), path("meld-feil/", empty, name="error_report")]
