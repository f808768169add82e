"""The addresses of experiences and courses."""

from django.urls import path

from loftet.learning import pages
from loftet.learning.courses import pages as courses

ONE = "erfaringer/<int:pk>"
urlpatterns = [
    path("erfaringer/", pages.ExperienceList.as_view(), name="experiences"),
    path(f"{ONE}/", pages.ExperiencePage.as_view(), name="experience"),
    path(f"{ONE}/endre/", pages.ExperienceEdit.as_view(), name="experience_edit"),
    path(f"{ONE}/steg/<slug:step>/", pages.ExperienceStep.as_view(), name="experience_step"),
    path(f"{ONE}/stemmer/", pages.ExperienceConfirm.as_view(), name="experience_confirm"),
    path(f"{ONE}/hjalp/", pages.ExperienceHelp.as_view(), name="experience_help"),
    path(
        "erfaringer/<int:experience>/hjalp/<int:helped>/fjern/",
        pages.HelpRemove.as_view(),
        name="experience_help_remove",
    ),
    path(
        "organisasjoner/<slug:organisation>/erfaring/ny/",
        pages.ExperienceCreate.as_view(),
        name="experience_create",
    ),
    path("kurs/", courses.CourseList.as_view(), name="courses"),
    path("kurs/<slug:course>/", courses.CoursePage.as_view(), name="course"),
    path("kurs/<slug:course>/ferdig/", courses.CourseFinish.as_view(), name="course_finish"),
]
