"""The address of what is announced on Doffin."""

from django.urls import path

from loftet.announcements.pages import Announcements

urlpatterns = [path("behov/avtaler/doffin/", Announcements.as_view(), name="announcements")]
