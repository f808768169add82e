"""All addresses."""

from django.urls import include, path

from loftet.site.views import about, front, operations

urlpatterns = [
    path("", front.front, name="front"),
    path("om/", about.about, name="about"),
    path("personvern/", about.privacy, name="privacy"),
    path("tilgjengelighet/", about.accessibility, name="accessibility"),
    path("robots.txt", front.robots, name="robots"),
    path("drift/", operations.operations, name="operations"),
    path("drift/brev/<int:letter>/send/", operations.send_letter_again, name="send_letter_again"),
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
