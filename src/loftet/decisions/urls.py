"""The addresses of bodies and matters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
