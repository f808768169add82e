"""The addresses of the example apps with a page whose template is empty: the peer of `benchmarks.lists`."""

from django.urls import path

from benchmarks.empty_page import empty
from examples.urls import urlpatterns as site

urlpatterns = [path("tom/", empty), *site]
