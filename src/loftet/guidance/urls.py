"""The addresses of guidance."""

from django.urls import path

from loftet.guidance import pages

GUIDANCE = "kull/<slug:slug>/veiledning"
urlpatterns = [
    path(f"{GUIDANCE}/", pages.GuidancePage.as_view(), name="guidance"),
    path("veiledning/<str:adviser>/kalender.ics", pages.AdviserCalendar.as_view(), name="adviser_ics"),
    path(f"{GUIDANCE}/tider/", pages.OfferTimes.as_view(), name="guidance_offer"),
    path(f"{GUIDANCE}/tider/<int:time>/", pages.BookTime.as_view(), name="guidance_book"),
    path(f"{GUIDANCE}/<slug:organisation>/", pages.Thread.as_view(), name="guidance_thread"),
    path(f"{GUIDANCE}/<slug:organisation>/steg/", pages.StepCreate.as_view(), name="guidance_step"),
    path("moteplasser/steg/<int:step>/gjort/", pages.StepTaken.as_view(), name="guidance_taken"),
]
