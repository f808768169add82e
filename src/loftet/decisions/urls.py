"""The addresses of bodies and matters."""

from django.urls import path

from loftet.decisions.follow_ups import pages as follow_ups
from loftet.decisions.treatments import pages as treatments
from loftet.decisions.views import bodies, leading, matter_list, matters, openness

ORGANISATION = "organisasjoner/<slug:organisation>/"
MATTER = "saker/<int:matter>/"
TREATMENT = f"{MATTER}behandlinger/<int:treatment>/"

urlpatterns = [
    path(f"{ORGANISATION}organer/", bodies.bodies, name="bodies"),
    path(f"{ORGANISATION}organer/ny/", bodies.new_body, name="new_body"),
    path(f"{ORGANISATION}moter.ics", bodies.organisation_calendar, name="organisation_calendar"),
    path(f"{ORGANISATION}moter.csv", bodies.organisation_meetings_csv, name="organisation_meetings_csv"),
    path("organer/<int:body>/", bodies.body, name="body"),
    path("organer/<int:body>/moter.ics", bodies.body_calendar, name="body_calendar"),
    path("organer/<int:body>/moter.csv", bodies.body_csv, name="body_csv"),
    path("organer/<int:body>/endre/", bodies.change_body, name="change_body"),
    path("organer/<int:body>/avslutt/", bodies.finish_body, name="finish_body"),
    path("organer/<int:body>/moter/", bodies.plan, name="plan_meetings"),
    path("organer/<int:body>/moter/<int:meeting>/", bodies.change_meeting, name="change_meeting"),
    path("organer/<int:body>/moter/<int:meeting>/avlys/", bodies.call_off_meeting, name="cancel_meeting"),
    path(f"{ORGANISATION}saker/", matter_list.MatterList.as_view(), name="matters"),
    path(f"{ORGANISATION}saker.csv", matter_list.MatterFile.as_view(), name="matters_csv"),
    path(f"{ORGANISATION}saker/ny/", matters.new_matter, name="new_matter"),
    path(MATTER, matters.matter, name="matter"),
    path(f"{MATTER}skriv/", matters.revise, name="revise_matter"),
    path(f"{MATTER}overta/", matters.take_over, name="take_up_matter"),
    path(f"{MATTER}publiser/", matters.publish, name="publish_matter"),
    path(f"{MATTER}trekk/", matters.withdraw, name="withdraw_matter"),
    path(f"{MATTER}inhabil/", matters.declare, name="declare_disqualified"),
    path(f"{MATTER}journal/", openness.note_departure, name="note_departure"),
    path(f"{MATTER}innsyn/", openness.ask_for_access, name="ask_for_access"),
    path(f"{MATTER}innsyn.zip", openness.access_zip, name="access_zip"),
    path(f"{MATTER}behandlinger/ny/", treatments.PlanPage.as_view(), name="plan_treatment"),
    path(f"{MATTER}delegert/", treatments.DelegatedPage.as_view(), name="decide_by_delegation"),
    path(TREATMENT, treatments.TreatmentPage.as_view(), name="treatment"),
    path(f"{TREATMENT}flytt/", treatments.ReplanPage.as_view(), name="replan_treatment"),
    path(f"{TREATMENT}avlys/", treatments.CallOffPage.as_view(), name="call_off_treatment"),
    path(f"{TREATMENT}utfall/", treatments.OutcomePage.as_view(), name="record_outcome"),
    path(f"{MATTER}oppfolging/", follow_ups.FollowUpCreate.as_view(), name="follow_up"),
    path(f"{MATTER}oppfolging/<int:follow_up>/", follow_ups.FollowUpEdit.as_view(), name="change_follow_up"),
    path(f"{MATTER}kommunene/", leading.tracking, name="tracking"),
    path(f"{MATTER}kommunene.csv", leading.tracking_csv, name="tracking_csv"),
    path(f"{MATTER}led-ut/", leading.lead, name="lead_out"),
]
