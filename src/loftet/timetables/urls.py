"""The addresses of the timetable of one-to-one meetings."""

from django.urls import path

from loftet.one_to_one.urls import MEETINGS
from loftet.timetables import hand_pages, pages

urlpatterns = [
    path(f"{MEETINGS}/", pages.TimetablePage.as_view(), name="event_one_to_one"),
    path(f"{MEETINGS}/lag/", pages.Make.as_view(), name="one_to_one_make"),
    path(f"{MEETINGS}/slepp/", pages.Release.as_view(), name="one_to_one_release"),
    path(f"{MEETINGS}/fravaer/", pages.Away.as_view(), name="one_to_one_away"),
    path(f"{MEETINGS}/flytt/<int:wish>/", hand_pages.Move.as_view(), name="one_to_one_move"),
    path(f"{MEETINGS}/gi/<int:firm>/", hand_pages.Give.as_view(), name="one_to_one_give"),
    path(f"{MEETINGS}/las/<int:wish>/", hand_pages.Lock.as_view(), name="one_to_one_lock"),
    path(f"{MEETINGS}/papir/", pages.TimetablePaper.as_view(), name="one_to_one_print"),
    path(f"{MEETINGS}/timeplan.pdf", pages.TimetablePdf.as_view(), name="one_to_one_pdf"),
]
