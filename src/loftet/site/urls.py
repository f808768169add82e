"""All addresses."""

from django.urls import include, path

from loftet.site.views import about, dcat, front, kept, ocds, operations, search

urlpatterns = [
    path("", front.front, name="front"),
    path("kommuner/midtpunkt.json", front.places_near, name="places_near"),
    path("sok/", search.search, name="search"),
    path("om/", about.about, name="about"),
    path("personvern/", about.privacy, name="privacy"),
    path("tilgjengelighet/", about.accessibility, name="accessibility"),
    path("api/ocds/", ocds.ocds, name="ocds"),
    path("api/catalog", dcat.catalogue, name="catalogue"),
    path("robots.txt", front.robots, name="robots"),
    path("logg-inn/fortsett/", kept.show_kept_form, name="kept_form"),
    path("drift/", operations.operations, name="operations"),
    path("drift/brev/<int:letter>/send/", operations.send_letter_again, name="send_letter_again"),
    path("", include("loftet.people.urls")),
    path("", include("loftet.decisions.urls")),
    path("", include("loftet.programme.urls")),
    path("", include("loftet.notices.urls")),
    path("", include("loftet.status.urls")),
    path("", include("loftet.challenges.urls")),
    path("", include("loftet.agreements.urls")),
    path("", include("loftet.strategies.urls")),
    path("", include("loftet.needs.urls")),
    path("", include("loftet.announcements.urls")),
    path("", include("loftet.solutions.urls")),
    path("", include("loftet.suppliers.urls")),
    path("", include("loftet.pools.urls")),
    path("", include("loftet.pool_proposals.urls")),
    path("", include("loftet.pool_overview.urls")),
    path("", include("loftet.matches.urls")),
    path("", include("loftet.meetings.urls")),
    path("", include("loftet.guidance.urls")),
    path("", include("loftet.dialogues.urls")),
    path("", include("loftet.one_to_one.urls")),
    path("", include("loftet.timetables.urls")),
    path("", include("loftet.minutes.urls")),
    path("", include("loftet.evaluations.urls")),
    path("", include("loftet.reports.urls")),
    path("", include("loftet.projects.urls")),
    path("", include("loftet.reuse.urls")),
    path("", include("loftet.voices.urls")),
    path("", include("loftet.voice_answers.urls")),
    path("", include("loftet.procurement.urls")),
    path("", include("loftet.contracts.urls")),
    path("", include("loftet.procurement_documents.urls")),
    path("", include("loftet.learning.urls")),
    path("", include("loftet.stories.urls")),
    path("", include("loftet.own_data.urls")),
]
handler400 = "loftet.site.views.faults.not_understood"
handler404 = "loftet.site.views.faults.not_found"
handler500 = "loftet.site.views.faults.failed"
