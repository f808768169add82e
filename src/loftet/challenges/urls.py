"""The addresses of shared challenges."""

from django.urls import include, path

from loftet.challenges import pages

REGION, CHALLENGE = "regioner/<str:place>/utfordringer", "utfordringer/<int:number>"

urlpatterns = [
    path("", include("loftet.challenges.choosing.urls")),
    path("", include("loftet.challenges.place_urls")),
    path(f"{REGION}.csv", pages.RegionChallengesFile.as_view(), name="challenges_csv"),
    path(f"{REGION}/", pages.RegionChallenges.as_view(), name="challenges"),
    path(f"{REGION}/velg/", pages.PickChallenge.as_view(), name="pick_challenge"),
    path(f"{REGION}/meld/", pages.ReportChallenge.as_view(), name="report_challenge"),
    path("sammenlign/utfordringer/", pages.ChosenChallenges.as_view(), name="comparison_challenges"),
    path(f"{CHALLENGE}/", pages.ChallengePage.as_view(), name="challenge"),
    path(f"{CHALLENGE}/skriv/", pages.ReviseChallenge.as_view(), name="revise_challenge"),
    path(f"{CHALLENGE}/trekk/", pages.WithdrawChallenge.as_view(), name="withdraw_challenge"),
]
