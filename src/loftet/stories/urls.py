"""The addresses of stories."""

from django.urls import path

from loftet.stories import files, pages

STORY = "fatt-til/<int:pk>"
urlpatterns = [
    path("fatt-til/", pages.StoryList.as_view(), name="stories"),
    path(f"{STORY}/", pages.StoryPage.as_view(), name="story"),
    path(f"{STORY}/klassen/", pages.ClassPage.as_view(), name="story_class"),
    path(f"{STORY}/endre/", pages.StoryEdit.as_view(), name="story_edit"),
    path(f"{STORY}/bilde/", pages.StoryPicture.as_view(), name="story_picture"),
    path(f"{STORY}/bilde/fjern/", pages.StoryPictureRemove.as_view(), name="story_picture_remove"),
    path(f"{STORY}/bilde/<slug:digest>.jpg", files.StoryPictureFile.as_view(), name="story_picture_jpg"),
    path(f"{STORY}/steg/<slug:step>/", pages.StoryStep.as_view(), name="story_step"),
    path(f"{STORY}/avis.txt", files.NewspaperText.as_view(), name="story_newspaper_txt"),
    path(f"{STORY}/figur.svg", files.StoryChartSvg.as_view(), name="story_chart_svg"),
    path(f"{STORY}/figur.png", files.StoryChartPng.as_view(), name="story_chart_png"),
    path(f"{STORY}/del.png", files.StoryShare.as_view(), name="story_share_png"),
    path("organisasjoner/<slug:organisation>/fatt-til/ny/", pages.StoryCreate.as_view(), name="story_create"),
]
