"""All addresses."""

from django.urls import include, path

from loftet.site import views

urlpatterns = [
    path("", views.front, name="front"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("loftet.indicators.urls")),
]
handler404 = "loftet.site.views.not_found"
handler500 = "loftet.site.views.failed"
