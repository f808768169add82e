"""The addresses of shared challenges."""

from django.urls import path

from loftet.challenges.views import own, shared

urlpatterns = [
    path("regioner/<str:place>/utfordringer.csv", shared.challenges_csv, name="challenges_csv"),
    path("regioner/<str:place>/utfordringer/", shared.challenges, name="challenges"),
    path("regioner/<str:place>/utfordringer/velg/", own.pick_challenge, name="pick_challenge"),
    path("regioner/<str:place>/utfordringer/meld/", own.report_challenge, name="report_challenge"),
    path("sammenlign/utfordringer/", shared.comparison_challenges, name="comparison_challenges"),
    path("utfordringer/<int:number>/", own.challenge, name="challenge"),
    path("utfordringer/<int:number>/skriv/", own.revise_challenge, name="revise_challenge"),
    path("utfordringer/<int:number>/trekk/", own.withdraw_challenge, name="withdraw_challenge"),
]
