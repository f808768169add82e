"""The addresses of notes."""

from django.urls import path

from . import pages

urlpatterns = [
    path("notater/", pages.NoteList.as_view(), name="notes"),
    path("notater/<int:pk>/", pages.NotePage.as_view(), name="note"),
    path("notater/<int:pk>/endre/", pages.NoteEdit.as_view(), name="note_edit"),
    path("notater/<int:pk>/steg/<slug:step>/", pages.NoteStep.as_view(), name="note_step"),
    path("organisasjoner/<slug:organisation>/notater/nytt/", pages.NoteCreate.as_view(), name="note_create"),
]
