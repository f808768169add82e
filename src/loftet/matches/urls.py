"""The addresses of matches."""

from django.urls import path

from loftet.matches.pages import lists, match

MATCH = "treff/<int:pk>"
urlpatterns = [
    path("treff/", lists.MatchList.as_view(), name="matches"),
    path(f"{MATCH}/", match.MatchPage.as_view(), name="match"),
    path(f"{MATCH}/svar/<slug:answer>/", match.MatchAnswered.as_view(), name="match_answer"),
    path(f"{MATCH}/nei/", match.MatchNo.as_view(), name="match_no"),
    path(f"{MATCH}/inhabil/", match.MatchDisqualify.as_view(), name="match_disqualify"),
    path("behov/<int:pk>/trekk-tre/", lists.NeedDraw.as_view(), name="need_draw"),
]
