"""The addresses of voices."""

from django.urls import path

from loftet.voices.pages import giving, lists, question

OF = "medvirkning/hos/<slug:organisation>"
QUESTION = "medvirkning/<int:pk>"
OWN = "medvirkning/mitt/<str:word>"
urlpatterns = [
    path("medvirkning/", lists.QuestionList.as_view(), name="voices"),
    path(f"{OF}/", lists.VoicesOf.as_view(), name="voices_of"),
    path(f"{OF}/svarer/", lists.VoicesSetUp.as_view(), name="voices_set_up"),
    path(f"{OF}/nytt/", question.QuestionCreate.as_view(), name="voices_create"),
    path(f"{QUESTION}/", question.QuestionPage.as_view(), name="voices_question"),
    path(f"{QUESTION}/endre/", question.QuestionEdit.as_view(), name="voices_edit"),
    path(f"{QUESTION}/steg/<slug:step>/", question.QuestionStep.as_view(), name="voices_step"),
    path(f"{QUESTION}/innspill/", giving.VoiceGive.as_view(), name="voice_give"),
    path(f"{OWN}/", giving.OwnVoice.as_view(), name="voice_own"),
    path(f"{OWN}/innspill.json", giving.OwnVoiceFile.as_view(), name="voice_own_json"),
    path(f"{OWN}/slett/", giving.OwnVoiceErase.as_view(), name="voice_own_erase"),
    path("medvirkning/stadfest/<str:check>/", giving.AddressConfirm.as_view(), name="voice_confirm"),
]
