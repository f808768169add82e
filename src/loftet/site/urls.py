"""All addresses."""

from django.urls import include, path

from loftet.site.views import about, front

urlpatterns = [
    path("", front.front, name="front"),
    path("om/", about.about, name="about"),
    path("personvern/", about.privacy, name="privacy"),
    path("tilgjengelighet/", about.accessibility, name="accessibility"),
    path("robots.txt", front.robots, name="robots"),
    path("", include("loftet.people.urls")),
    path("", include("loftet.decisions.urls")),
    path("", include("loftet.programme.urls")),
    path("", include("loftet.notices.urls")),
    path("", include("loftet.indicators.urls")),
    path("", include("loftet.challenges.urls")),
]
handler400 = "loftet.site.views.faults.not_understood"
handler404 = "loftet.site.views.faults.not_found"
handler500 = "loftet.site.views.faults.failed"
