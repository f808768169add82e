"""The peer of `benchmarks.pages`: our settings, our middleware, and a page whose template is empty."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from loftet.site.settings import *  # noqa: F403 - the same site but for its pages

ROOT_URLCONF = "benchmarks.empty_page"


def empty(request: HttpRequest) -> HttpResponse:
    """Render a template in which there is nothing."""
    return HttpResponse(engines["django"].from_string("").render({}, request))


urlpatterns = [path("", empty)]
