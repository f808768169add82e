"""The addresses of what others take over."""

from django.urls import path

from loftet.reuse import pages

PROJECT = "prosjekt/<int:pk>"
urlpatterns = [
    path(f"{PROJECT}/gjenbruk/", pages.ReuseOfProject.as_view(), name="project_reuse"),
    path(f"{PROJECT}/gjenbruk/skriv/", pages.ReuseEdit.as_view(), name="project_reuse_edit"),
    path(f"{PROJECT}/gjenbruk/utlandet/", pages.AdopterAbroad.as_view(), name="project_adopter_abroad"),
    path(f"{PROJECT}/overta/<slug:organisation>/", pages.ProjectAdopt.as_view(), name="project_adopt"),
]
