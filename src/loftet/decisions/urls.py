"""The addresses of bodies and matters."""

from django.urls import path

from loftet.decisions.follow_ups import pages as follow_ups
from loftet.decisions.pages import bodies, leading, matter_list, matters, openness
from loftet.decisions.treatments import pages as treatments

ORGANISATION = "organisasjoner/<slug:organisation>/"
BODY = "organer/<int:body>/"
MATTER = "saker/<int:matter>/"
TREATMENT = f"{MATTER}behandlinger/<int:treatment>/"

urlpatterns = [
    path(f"{ORGANISATION}organer/", bodies.BodiesPage.as_view(), name="bodies"),
    path(f"{ORGANISATION}organer/ny/", bodies.BodyCreate.as_view(), name="new_body"),
    path(f"{ORGANISATION}moter.ics", bodies.MeetingsCalendar.as_view(), name="organisation_calendar"),
    path(f"{ORGANISATION}moter.csv", bodies.MeetingsFile.as_view(), name="organisation_meetings_csv"),
    path(BODY, bodies.BodyPage.as_view(), name="body"),
    path(f"{BODY}moter.ics", bodies.MeetingsCalendar.as_view(), name="body_calendar"),
    path(f"{BODY}moter.csv", bodies.MeetingsFile.as_view(), name="body_csv"),
    path(f"{BODY}endre/", bodies.BodyEdit.as_view(), name="change_body"),
    path(f"{BODY}avslutt/", bodies.BodyEnd.as_view(), name="finish_body"),
    path(f"{BODY}moter/", bodies.PlanMeetings.as_view(), name="plan_meetings"),
    path(f"{BODY}moter/<int:meeting>/", bodies.MeetingEdit.as_view(), name="change_meeting"),
    path(f"{BODY}moter/<int:meeting>/avlys/", bodies.MeetingCancel.as_view(), name="cancel_meeting"),
    path(f"{ORGANISATION}saker/", matter_list.MatterList.as_view(), name="matters"),
    path(f"{ORGANISATION}saker.csv", matter_list.MatterList.as_view(is_file=True), name="matters_csv"),
    path(f"{ORGANISATION}saker/ny/", matters.MatterCreate.as_view(), name="new_matter"),
    path(MATTER, matters.MatterPage.as_view(), name="matter"),
    path(f"{MATTER}skriv/", matters.MatterEdit.as_view(), name="revise_matter"),
    path(f"{MATTER}publiser/", matters.MatterPublish.as_view(), name="publish_matter"),
    path(f"{MATTER}trekk/", matters.MatterWithdraw.as_view(), name="withdraw_matter"),
    path(f"{MATTER}gi-til/", matters.MatterAssign.as_view(), name="assign_matter"),
    path(f"{MATTER}inhabil/", matters.DeclareDisqualified.as_view(), name="declare_disqualified"),
    path(f"{MATTER}journal/", openness.DepartureCreate.as_view(), name="note_departure"),
    path(f"{MATTER}innsyn/", openness.AccessPage.as_view(), name="ask_for_access"),
    path(f"{MATTER}innsyn.zip", openness.AccessZip.as_view(), name="access_zip"),
    path(f"{MATTER}behandlinger/ny/", treatments.PlanPage.as_view(), name="plan_treatment"),
    path(f"{MATTER}delegert/", treatments.DelegatedPage.as_view(), name="decide_by_delegation"),
    path(TREATMENT, treatments.TreatmentPage.as_view(), name="treatment"),
    path(f"{TREATMENT}flytt/", treatments.ReplanPage.as_view(), name="replan_treatment"),
    path(f"{TREATMENT}avlys/", treatments.CallOffPage.as_view(), name="call_off_treatment"),
    path(f"{TREATMENT}utfall/", treatments.OutcomePage.as_view(), name="record_outcome"),
    path(f"{MATTER}oppfolging/", follow_ups.FollowUpCreate.as_view(), name="follow_up"),
    path(f"{MATTER}oppfolging/<int:follow_up>/", follow_ups.FollowUpEdit.as_view(), name="change_follow_up"),
    path(f"{MATTER}kommunene/", leading.TrackingPage.as_view(), name="tracking"),
    path(f"{MATTER}kommunene.csv", leading.TrackingFile.as_view(), name="tracking_csv"),
    path(f"{MATTER}led-ut/", leading.LeadOutPage.as_view(), name="lead_out"),
]
