"""The addresses of the site with those of the example apps."""

from django.urls import include, path

from loftet.core.api import build_api
from loftet.site.urls import handler400, handler404, handler500
from loftet.site.urls import urlpatterns as site

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("examples.notes.urls")), path("api/v1/", build_api().urls), *site]
