"""The addresses of those who read and answer input."""

from django.urls import path

from loftet.voice_answers import pages
from loftet.voices.urls import OF, QUESTION

GROUP = "medvirkning/gruppe/<int:group>"
urlpatterns = [
    path(f"{OF}/les/", pages.VoicesQueue.as_view(), name="voices_queue"),
    path("medvirkning/les/<int:voice>/", pages.VoiceRead.as_view(), name="voice_read"),
    path(f"{QUESTION}/samle/", pages.VoicesGather.as_view(), name="voices_gather"),
    path(f"{QUESTION}/svar/", pages.QuestionAnswer.as_view(), name="voices_answer"),
    path(f"{GROUP}/svar/", pages.GroupAnswer.as_view(), name="voice_group_answer"),
    path(f"{GROUP}/opploys/", pages.GroupDissolve.as_view(), name="voice_group_dissolve"),
    path(f"{GROUP}/blir/<slug:kind>/", pages.GroupBecomes.as_view(), name="voice_group_becomes"),
]
