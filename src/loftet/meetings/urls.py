"""The addresses of events."""

from django.urls import path

from loftet.meetings.pages import event, lists, planning, registering, year

EVENT = "moteplasser/<int:pk>"
urlpatterns = [
    path("moteplasser/", lists.EventList.as_view(), name="events"),
    path("moteplasser/kalender.ics", lists.EventsCalendar.as_view(), name="events_ics"),
    path(f"{EVENT}/", event.EventPage.as_view(), name="event"),
    path(f"{EVENT}/kalender.ics", event.EventCalendar.as_view(), name="event_ics"),
    path(f"{EVENT}/endre/", planning.EventEdit.as_view(), name="event_edit"),
    path(f"{EVENT}/plasser/", planning.EventPlaces.as_view(), name="event_places"),
    path(f"{EVENT}/program/", planning.EventProgramme.as_view(), name="event_programme"),
    path(f"{EVENT}/kunngjor/", event.EventAnnounce.as_view(), name="event_announce"),
    path(f"{EVENT}/inviter/", event.EventInvite.as_view(), name="event_invite"),
    path(f"{EVENT}/avlys/", event.EventCancel.as_view(), name="event_cancel"),
    path(f"{EVENT}/meld-pa/", registering.Register.as_view(), name="event_register"),
    path(f"{EVENT}/deltakere/", event.EventPeople.as_view(), name="event_people"),
    path("pamelding/<str:word>/", registering.TeamPage.as_view(), name="team"),
    path("pamelding/<str:word>/kalender.ics", registering.TeamCalendar.as_view(), name="team_ics"),
    path(
        "organisasjoner/<slug:organisation>/moter/nytt/", planning.EventCreate.as_view(), name="event_create"
    ),
    path("kull/<slug:slug>/samlinger/", year.YearPlan.as_view(), name="cohort_year_plan"),
]
