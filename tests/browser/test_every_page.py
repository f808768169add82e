"""Every kind of page for everybody: no barrier in any language, scheme or width.

The pages are those of `loftet.site.urls`. Those that neither this file nor `work.py` names, and that show a
page, are of the example of their app (`by_example.py`). How they are looked at stands in `barriers.py`. No
other test looks for barriers, for what scrolls sideways or for what is hard to hit: a page that shows other
things elsewhere stands among `FACES`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from loftet.agreements.actions import record_agreement
from loftet.announcements.models import Announcement
from loftet.announcements.models import Kind as Announced
from loftet.challenges.choosing.actions import add_indicators, publish_set
from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import Choice, Suggested
from loftet.challenges.models import AdoptedTarget, Challenge, ChosenIndicator, FocusArea, IndicatorUse
from loftet.charts.png import png_of
from loftet.contracts.actions import add_promise, answer_promise, sign_contract
from loftet.contracts.models import Contract
from loftet.core.models import JobRun, OutboxLetter
from loftet.core.testing import patterns
from loftet.dialogues.actions import ask_question, open_summary
from loftet.dialogues.models import WrittenInput
from loftet.editions.pointer import published
from loftet.evaluations.models import Evaluation, Outcome
from loftet.learning.actions import publish_experience, say_helped, write_experience
from loftet.learning.example import WRITTEN
from loftet.learning.models import Experience
from loftet.matches.finding import find_all
from loftet.matches.models import Match
from loftet.meetings.actions.events import plan_event
from loftet.meetings.actions.teams import Person, register_team
from loftet.meetings.agenda import ready_agenda
from loftet.meetings.example import announced_event
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.needs.actions import change_need, share_need, write_need
from loftet.needs.queries import Origin, written_from
from loftet.notices.actions.notifications import follow_all
from loftet.notices.models import Noted
from loftet.notices.noted.rules import LASTS
from loftet.notices.signed import letter_word, noted_word
from loftet.one_to_one.example import one_to_one_of
from loftet.one_to_one.models import Talk, Wish
from loftet.own_data.models import OwnFile
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actor import Actor, actor_at
from loftet.people.letters import INVITATION
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import NOBODY
from loftet.places.models import Place
from loftet.pools.actions import open_pool, pledge, specify_pool, start_pool
from loftet.pools.example import OPENED
from loftet.pools.models import Pledge, Pool
from loftet.procurement.actions import (
    add_share,
    announce_procurement,
    choose_procedure,
    divide_procurement,
    log_contact,
    set_criteria,
    take_step,
)
from loftet.procurement.criteria import read_criteria
from loftet.procurement.example import prepared
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    add_money,
    add_part,
    add_point,
    begin_project,
    finish_project,
    report_status,
    start_project,
)
from loftet.projects.models import Application, Benefit, ExpectedEffect, Milestone, Money, OwnPoint, Partner
from loftet.projects.readings import compute, keep
from loftet.reports.actions import order_report
from loftet.reports.example import approved_report, decision_of
from loftet.reuse.actions import write_reuse
from loftet.solutions.models import Solution, Use
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.signed import told_word
from loftet.status.comments.actions import NOT_WRITTEN, Written, write_comment
from loftet.status.figure_ref import FigureRef
from loftet.status.reports.actions import Complaint, Reply, answer_report, report_error
from loftet.stories.actions import approve_story, offer_story, set_picture, write_story
from loftet.stories.example import DRAWING, SAID, TOLD
from loftet.stories.pictures import draw_again
from loftet.strategies.actions import write_strategy
from loftet.suppliers.models import Supplier
from loftet.voice_answers.actions import answer_group, gather_voices, publish_voice
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import close_question, open_question, set_up_voices, write_question
from loftet.voices.models import AddressCheck
from loftet.voices.signed import confirm_word, own_word
from tests.access_table import methods_by_name
from tests.browser import work
from tests.browser.barriers import (
    FIRST_SEEN,
    LANGUAGES,
    SAID_OF,
    Look,
    Made,
    Pages,
    Shown,
    look_at,
    names_twice,
    quick_look,
    shown_to,
    thorough_look,
)
from tests.browser.by_example import made_by_examples, pages_by_example
from tests.browser.changed import app_of, apps_in_all_looks
from tests.gate.junit import NOTE
from tests.own_data.conftest import kept_series, send
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

# Examples by the name of their address; in braces stands what Kari has made.
PAGES = {
    "front": "/",
    "search": "/sok/?q=klima+hallingdal",
    "about": "/om/",
    "privacy": "/personvern/",
    "accessibility": "/tilgjengelighet/",
    "sign_in": "/logg-inn/",
    "sign_in_code": "/logg-inn/kode/",
    "signed_out": "/logget-ut/",
    "municipalities": "/kommuner/?q=hallingdal",
    "municipality": "/kommuner/gol/?sted=hemsedal&sted=al",
    "municipality_figures": "/kommuner/gol/tall/?sted=al&sted=hemsedal",
    "municipality_sheet": "/kommuner/gol/ark/",
    "municipality_presentation": "/kommuner/gol/storskjerm/",
    "region_presentation": "/regioner/hallingdal/storskjerm/",
    "data": "/data/",
    "municipality_work": "/kommuner/gol/arbeidsliv/",
    "municipality_goal": "/kommuner/gol/baerekraftsmal/6/?sted=al",
    "goals": "/baerekraftsmal/",
    "goal": "/baerekraftsmal/3/?sted=gol",
    "indicators": "/indikatorer/?maal=6&paavirkning=much",
    "indicator": "/indikatorer/water_leakage/?sted=hemsedal&sted=hallingdal&q=buskerud",
    "indicator_figure": "/indikatorer/water_leakage/figur/?sted=al",
    "indicator_map_figure": "/indikatorer/water_leakage/figur/kart/",
    "indicator_map": "/indikatorer/water_leakage/kart/?sted=gol",
    "regions": "/regioner/?q=gol",
    "region": "/regioner/hallingdal/",
    "comparison": "/sammenlign/?sted=gol&sted=al&sted=hol&finn=hall",
    "explore": "/utforsk/?sted=hallingdal",
    "coverage": "/datagrunnlag/?sted=gol",
    "whats_new": "/nytt/",
    "method": "/metode/",
    "error_report": "/meld-feil/?indikator=water_leakage&sted=gol",
    "error_report_kept": "/meld-feil/takk/",
    "challenges": "/regioner/hallingdal/utfordringer/",
    "comparison_challenges": "/sammenlign/utfordringer/?sted=gol&sted=al",
    "challenge": "/utfordringer/{reported}/",
    "choosing_room": "/regioner/hallingdal/velg/",
    "chosen_indicators": "/kommuner/gol/indikatorer/",
    "letter_off": "/varsler/avmelding/{word}/",
    "needs": "/behov/?q=lekkasje",
    "needs_shared": "/behov/felles/",
    "agreements": "/behov/avtaler/",
    "announcements": "/behov/avtaler/doffin/",
    "need": "/behov/{need}/",
    "pools": "/felles-innkjop/?q=lekkasje",
    "pool": "/felles-innkjop/{pool}/",
    "match": "/treff/{match}/",
    "projects": "/prosjekt/?q=lekkasje",
    "schemes": "/prosjekt/ordninger/",
    "project": "/prosjekt/{project}/",
    "project_funding": "/prosjekt/{project}/midler/",
    "project_reuse": "/prosjekt/{done_project}/gjenbruk/",
    "voices": "/medvirkning/?q=veg",
    "voices_of": "/medvirkning/hos/gol/",
    "voices_question": "/medvirkning/{asked}/",
    "voice_give": "/medvirkning/{asked}/innspill/",
    "voice_own": "/medvirkning/mitt/{own_word}/",
    "voice_own_erase": "/medvirkning/mitt/{own_word}/slett/",
    "voice_confirm": "/medvirkning/stadfest/{check_word}/",
    "stories": "/fatt-til/?q=mat",
    "story": "/fatt-til/{story}/",
    "story_class": "/fatt-til/{story}/klassen/",
    "procurements": "/anskaffelser/?q=skyss",
    "procurement": "/anskaffelser/{signed}/",
    "contract": "/anskaffelser/{signed}/kontrakt/",
    "evaluation": "/anskaffelser/evaluering/",
    "procurement_strategy": "/organisasjoner/gol/anskaffelsesstrategi/",
    "experience": "/erfaringer/{experience}/",
    "events": "/moteplasser/?q=lekkasje",
    "event": "/moteplasser/{event}/",
    "event_dialogue": "/moteplasser/{event}/likt-for-alle/",
    "team": "/pamelding/{team_word}/",
    "team_ask": "/pamelding/{team_word}/spor/",
    "team_input": "/pamelding/{asking}/innspill/",
    "noted_reply": "/svar/{noted_reply}/",
    "solutions": "/losninger/?q=lekkasje",
    "solution": "/losninger/{solution}/",
    "suppliers": "/leverandorer/",
    "supplier": "/leverandorer/varme/",
    "supplier_account": "/leverandorer/konto/?neste=/leverandorer/ny/",
    "place_reports": "/kommuner/gol/rapporter/",
    "region_reports": "/regioner/hallingdal/rapporter/",
    "place_report": "/rapporter/gol/{public_report}/",
    "own_data": "/kommuner/gol/egne-tall/",
    "adopted_targets": "/kommuner/gol/vedtatte-maltall/",
    "own_series": "/egne-tall/{series}/",
}
SIGNED_IN = {
    "my_page": "/min-side/",
    "matches": "/treff/",
    "match_no": "/treff/{match}/nei/",
    "match_disqualify": "/treff/{match}/inhabil/",
    "kept_form": "/logg-inn/fortsett/",
    "account": "/min-side/konto/",
    "leave": "/min-side/slutter/",
    "access_request": "/be-om-tilgang/",
    "my_record": "/min-side/opplysninger/",
    "erase_me": "/min-side/slett/",
    "operations": "/drift/",
    "welcome": "/min-side/velkommen/{role}/",
    "give_up_role": "/min-side/roller/{role}/avslutt/",
    "end_role": "/organisasjoner/gol/roller/{role}/avslutt/",
    "organisation": "/organisasjoner/gol/",
    "invite": "/organisasjoner/gol/inviter/",
    "delegate": "/organisasjoner/gol/fullmakt/",
    "organisation_log": "/logg/gol/",
    "report_challenge": "/regioner/hallingdal/utfordringer/meld/",
    "choose_indicators": "/kommuner/gol/velg/",
    "adopt_set": "/kommuner/gol/indikatorer/vedtatt/",
    "inbox": "/varsler/",
    "notice_settings": "/varsler/innstillinger/",
    "figure_comment": "/kommuner/gol/tall/water_leakage/kommentar/",
    "reports": "/feilmeldinger/",
    "report": "/feilmeldinger/{report}/",
    "own_data_create": "/kommuner/gol/egne-tall/ny-fil/",
    "hour": "/kommuner/gol/time/",
    "adopt_target": "/kommuner/gol/vedtatte-maltall/nytt/",
    "begin_focus": "/regioner/hallingdal/satsinger/ny/",
    "end_focus": "/satsinger/{focus}/avslutt/",
    "withdraw_target": "/vedtatte-maltall/{target}/trekk/",
    "indicator_uses": "/kommuner/gol/bruk/",
    "use_indicator": "/kommuner/gol/bruk/ny/",
    "change_use": "/bruk/{indicator_use}/endre/",
    "document_texts": "/kommuner/gol/tekst/",
    "own_series_correct": "/egne-tall/{series}/ny-fil/",
    "own_series_withdraw": "/egne-tall/{series}/trekk/",
    "own_file_read": "/egne-tall/fil/{file}/",
    "experience_edit": "/erfaringer/{experience}/endre/",
    "need_create": "/organisasjoner/gol/behov/nytt/?utfordring={reported}",
    "firm_told": "/leverandorer/skriv-inn/?nummer=310488674",
    "need_note": "/organisasjoner/gol/behov/noter/?utfordring={reported}",
    "need_what": "/behov/{draft}/hva/",
    "need_amount": "/behov/{draft}/mengde/",
    "need_tags": "/behov/{draft}/merker/",
    "need_share": "/behov/{draft}/del/",
    "need_close": "/behov/{need}/avslutt/",
    "need_access": "/behov/{need}/innsyn/",
    "need_step": "/behov/{need}/steg/renew/",
    "need_reading": "/organisasjoner/gol/behov/gjennomlesing/",
    "agreement_create": "/organisasjoner/gol/avtaler/ny/",
    "agreement_edit": "/behov/avtaler/{agreement}/endre/",
    "pool_create": "/organisasjoner/gol/felles-innkjop/nytt/?behov={need}",
    "pool_terms": "/felles-innkjop/{pool}/endre/",
    "pool_cost": "/felles-innkjop/{pool}/kostnad/",
    "pool_prices": "/felles-innkjop/{pool}/prisar/",
    "pool_specify": "/felles-innkjop/{pool}/krav/",
    "pool_needs": "/felles-innkjop/{pool}/behov/",
    "pool_open": "/felles-innkjop/{new_pool}/opne/",
    "pool_freeze": "/felles-innkjop/{pool}/kunngjor/",
    "pool_access": "/felles-innkjop/{pool}/innsyn/",
    "pool_step": "/felles-innkjop/{pool}/steg/end/",
    "pool_pledge": "/felles-innkjop/{pool}/mengde/gol/",
    "pool_note": "/felles-innkjop/{pool}/noter/al/",
    "pool_withdraw": "/felles-innkjop/{pool}/trekk/gol/",
    "pool_disqualify": "/felles-innkjop/{pool}/inhabil/",
    "project_create": "/organisasjoner/gol/prosjekt/nytt/?utfordring={picked}",
    "story_create": "/organisasjoner/gol/fatt-til/ny/?prosjekt={project}",
    "story_edit": "/fatt-til/{new_story}/endre/",
    "story_picture": "/fatt-til/{new_story}/bilde/",
    "story_step": "/fatt-til/{story}/steg/withdraw/",
    "project_edit": "/prosjekt/{project}/endre/",
    "project_begin": "/prosjekt/{new_project}/start/",
    "project_finish": "/prosjekt/{project}/ferdig/",
    "project_stop": "/prosjekt/{project}/stans/",
    "project_status": "/prosjekt/{project}/status/",
    "project_partner_create": "/prosjekt/{project}/ny/partner/",
    "project_milestone_create": "/prosjekt/{project}/ny/milepel/",
    "project_effect_create": "/prosjekt/{new_project}/ny/effekt/",
    "project_point_create": "/prosjekt/{project}/ny/maling/",
    "project_reading": "/prosjekt/{project}/be-om-maling/",
    "project_money_create": "/prosjekt/{project}/ny/midlar/",
    "project_benefit_create": "/prosjekt/{project}/ny/gevinst/",
    "project_application_create": "/prosjekt/{project}/ny/soknad/?ordning=klimasats",
    "project_part": "/prosjekt/{project}/del/milepel/{milestone}/",
    "project_reuse_edit": "/prosjekt/{done_project}/gjenbruk/skriv/",
    "project_adopter_abroad": "/prosjekt/{done_project}/gjenbruk/utlandet/",
    "voices_set_up": "/medvirkning/hos/gol/svarer/",
    "voices_create": "/medvirkning/hos/gol/nytt/",
    "voices_queue": "/medvirkning/hos/gol/les/",
    "voice_read": "/medvirkning/les/{voice}/",
    "voices_edit": "/medvirkning/{unasked}/endre/",
    "voices_step": "/medvirkning/{asked}/steg/close/",
    "voices_gather": "/medvirkning/{asked}/samle/?ord=lys",
    "voices_answer": "/medvirkning/{closed_question}/svar/",
    "voice_group_answer": "/medvirkning/gruppe/{voice_group}/svar/",
    "procurement_create": "/organisasjoner/gol/anskaffelser/ny/?behov={need}",
    "procurement_edit": "/anskaffelser/{procurement}/endre/",
    "procurement_division": "/anskaffelser/{procurement}/delkontrakter/",
    "procurement_way": "/anskaffelser/{procurement}/prosedyre/",
    "procurement_criteria": "/anskaffelser/{procurement}/kriterier/",
    "procurement_share": "/anskaffelser/{procurement}/kjopere/ny/",
    "procurement_step": "/anskaffelser/{procurement}/steg/criteria/",
    "procurement_announce": "/anskaffelser/{procurement}/kunngjor/",
    "procurement_stop": "/anskaffelser/{procurement}/avlys/",
    "procurement_disqualify": "/anskaffelser/{procurement}/inhabil/",
    "procurement_notice": "/anskaffelser/{procurement}/kunngjoringstekst/",
    "procurement_documents": "/anskaffelser/{procurement}/dokument/",
    "procurement_contact": "/anskaffelser/{announced}/kontakt/",
    "procurement_strategy_edit": "/organisasjoner/gol/anskaffelsesstrategi/endre/",
    "contract_year": "/anskaffelser/{signed}/kontrakt/aret/",
    "contract_create": "/anskaffelser/{announced}/kontrakt/ny/",
    "contract_edit": "/anskaffelser/{signed}/kontrakt/endre/",
    "contract_promise": "/anskaffelser/{signed}/kontrakt/lofter/ny/",
    "promise_answer": "/anskaffelser/{signed}/kontrakt/lofter/{promise}/",
    "event_create": "/organisasjoner/gol/moter/nytt/?om=need-{need}",
    "event_edit": "/moteplasser/{event}/endre/",
    "event_places": "/moteplasser/{event}/plasser/",
    "event_programme": "/moteplasser/{event}/program/",
    "event_announce": "/moteplasser/{webinar}/kunngjor/",
    "event_invite": "/moteplasser/{event}/inviter/",
    "event_cancel": "/moteplasser/{event}/avlys/",
    "event_register": "/moteplasser/{event}/meld-pa/",
    "event_people": "/moteplasser/{event}/deltakere/",
    "event_one_to_one": "/moteplasser/{event}/en-til-en/",
    "one_to_one_set_up": "/moteplasser/{event}/en-til-en/oppsett/",
    "one_to_one_make": "/moteplasser/{event}/en-til-en/lag/",
    "one_to_one_release": "/moteplasser/{event}/en-til-en/slepp/",
    "one_to_one_away": "/moteplasser/{event}/en-til-en/fravaer/",
    "one_to_one_move": "/moteplasser/{event}/en-til-en/flytt/{wish}/",
    "one_to_one_give": "/moteplasser/{event}/en-til-en/gi/{firm}/",
    "one_to_one_print": "/moteplasser/{event}/en-til-en/papir/",
    "team_wishes": "/pamelding/{asking}/en-til-en/",
    "team_answer": "/pamelding/{matched}/svar/{match_wish}/",
    "team_note": "/pamelding/{noted}/notat/{noted_wish}/",
    "team_afterwards": "/pamelding/{after}/etterpa/",
    "one_to_one_note": "/moteplasser/{held}/en-til-en/notat/{noted_wish}/",
    "one_to_one_bar": "/moteplasser/{event}/en-til-en/hindre/",
    "event_afterwards": "/moteplasser/{held}/etterpa/",
    "event_ask": "/moteplasser/{event}/spor/",
    "event_inputs": "/moteplasser/{event}/innspill/",
    "event_input_note": "/moteplasser/{event}/innspill/{firm}/",
    "event_minutes": "/moteplasser/{held}/referat/",
    "event_minutes_write": "/moteplasser/{held}/referat/skriv/",
    "event_minutes_approve": "/moteplasser/{held}/referat/godkjenn/",
    "event_action": "/moteplasser/{held}/oppgave/",
    "event_hand_over": "/moteplasser/{event}/levert/",
    "event_notice": "/moteplasser/{event}/kunngjoring/",
    "event_log": "/moteplasser/{event}/informasjonslogg/",
    "event_summarise": "/moteplasser/{held}/oppsummering/",
    "question_answer": "/moteplasser/sporsmal/{question}/",
    "supplier_confirm": "/leverandorer/framandfirma/bekreft/",
    "supplier_dispute": "/leverandorer/framandfirma/vart-firma/",
    "supplier_decide": "/leverandorer/tvistefirma/avgjer/",
    "use_abroad": "/losninger/bruk/{abroad}/utland/",
    "supplier_doubt": "/leverandorer/grannefirma/trekk/",
    "own_file_keep": "/egne-tall/fil/{file}/behold/",
    "word_template": "/kommuner/gol/rapporter/mal/",
    "member_reports": "/regioner/hallingdal/rapporter/alle/",
    "place_report_step": "/rapporter/gol/{public_report}/steg/withdraw/",
    "place_report_send": "/rapporter/gol/{public_report}/send/",
    "place_report_adopt": "/rapporter/gol/{public_report}/vedtak/",
}
# More than one face of an address, and pages that have none of their own.
FACES = {
    "a small municipality": "/kommuner/fla/",
    "a goal of a small municipality": "/kommuner/fla/baerekraftsmal/8/",
    "an indicator of few": "/indikatorer/neet/?sted=fla&q=hallingdal",
    "challenges of fifty": "/regioner/viken/utfordringer/",
    "fifty members": "/regioner/viken/",
    "nothing to compare": "/sammenlign/",
    "distribution": "/utforsk/?vis=fordeling&opp=water_leakage&sted=buskerud-fylke",
    "order with ranges": "/utforsk/?vis=rekkefolge&opp=upper_secondary_completed",
    "small charts": "/utforsk/?vis=smaa-figurer&sted=hallingdal",
    "goals of a region": "/utforsk/?vis=baerekraftsmal&sted=hallingdal",
    "goals of forty": "/utforsk/?vis=baerekraftsmal&sted=nordland",
    "figures as a table": "/utforsk/?vis=tabell",
    "an exploration that is not understood": "/utforsk/?vis=kake&opp=electric_car&sted=atlantis",
    "an error in some figure": "/meld-feil/?sted=gol",
    "coverage of a goal": "/datagrunnlag/?maal=17",
}
FACES_SIGNED_IN = {
    "a match of one's own": "/treff/{match}/",
    "a reported challenge of one's own": "/utfordringer/{reported}/",
    "a picked challenge of one's own": "/utfordringer/{picked}/",
    "challenges to pick": "/regioner/demodalen/utfordringer/",
    "front, where something waits": "/",
    "goal with comment and answer": "/kommuner/gol/baerekraftsmal/6/",
    "report that is answered": "/feilmeldinger/{answered}/",
    "own data of one's own": "/kommuner/gol/egne-tall/",
    "a draft with advice": "/behov/{draft}/",
    "a need of one's own that was changed": "/behov/{need}/",
    "a joint purchase of one's own with prices": "/felles-innkjop/{pool}/",
    "joint purchases, of which some are proposed": "/felles-innkjop/",
    "a project that is not begun": "/prosjekt/{new_project}/",
    "a project that is finished": "/prosjekt/{done_project}/",
    "a story that cannot be approved yet": "/fatt-til/{new_story}/",
    "a procurement of one's own with all that it can have": "/anskaffelser/{procurement}/",
    "a procurement that is announced": "/anskaffelser/{announced}/",
    "a contract of one's own": "/anskaffelser/{signed}/kontrakt/",
    "a meeting of one's own": "/moteplasser/{event}/",
    "a dialogue of one's own that has been": "/moteplasser/{held}/likt-for-alle/",
    "a draft of a meeting that is about nothing": "/moteplasser/{new_event}/",
    "a firm of which somebody says that it is theirs": "/leverandorer/tvistefirma/",
    "a file that cannot be read": "/egne-tall/fil/{unread}/",
    "a report that is being made": "/rapporter/gol/{waiting_report}/",
    "reports of one's own": "/kommuner/gol/rapporter/",
}
# What a firm is shown: who has a role in one is kept away from the buyers of a joint purchase.
SELLING = {
    "solution_create": "/organisasjoner/varme/losninger/ny/?behov={need}",
    "solution_what": "/losninger/{own}/hva/",
    "solution_tags": "/losninger/{own}/merker/",
    "solution_terms": "/losninger/{own}/vilkar/",
    "solution_step": "/losninger/{solution}/steg/withdraw/",
    "use_create": "/losninger/{own}/bruk/ny/",
    "use_edit": "/losninger/bruk/{use}/endre/",
    "supplier_create": "/leverandorer/ny/?nummer=310482382",
    "supplier_create_foreign": "/leverandorer/ny/utland/",
    "firm_reply": "/svar/firma/{firm_reply}/",
    "profile_create": "/organisasjoner/nyfirma/leverandor/?nummer=310482757",
    "supplier_edit": "/leverandorer/varme/endre/",
    "supplier_enter": "/leverandorer/ventefirma/kode/",
    "supplier_send": "/leverandorer/ventefirma/send/",
    "supplier_close": "/leverandorer/varme/lukk/",
    "supplier_reopen": "/leverandorer/varme/apne/",
}
FACES_SELLING = {
    "a match of the firm's": "/treff/{match}/",
    "a solution of one's own that is a draft": "/losninger/{own}/",
    "a supplier that waits for its code": "/leverandorer/ventefirma/",
}
MISSING = {
    "a number that is wrong": Shown("kari", "/leverandorer/ny/?nummer=310482383", 422),
    "a number that others have signed up": Shown("kari", "/leverandorer/ny/?nummer=310482013", 422),
    "not found": Shown("stranger", "/finnes-ikke/", 404),
    "not understood": Shown("stranger", "/kommuner/gol/?utgave=nei", 404),
}
# What is only sent answers by leading on, or to a script: a face of the page that has the button is shown.
BUTTONS = {name for name, methods in methods_by_name().items() if methods == {"POST"}}
# Files, and what a site has that has fetched what the demo lacks.
FILES = frozenset(
    {
        "document_text_txt",
        "story_newspaper_txt",
        "story_picture_jpg",
        "catalogue",
        "procurement_document",
        "ocds",
        "own_file",
        "robots",
        "places_near",
        "my_data",
        "indicator_metadata",
        "data_parquet",
        "data_excel",
    }
    | {"organisation_calendar", "body_calendar"}
    | {f"share_{page}" for page in ("front", "municipality", "region", "indicator", "goal")}
)
ELSEWHERE = {
    "sign_in_outside": "leads to another site; tests/people/test_oidc.py",
    "outside_answer": "leads on; tests/people/test_oidc.py",
    "hand_over": "needs a role to hand over; tests/people/test_roles.py",
    "withdraw_delegation": "asks as «end_role» does; tests/people/test_roles.py",
}
FILE_ENDINGS = ("_csv", "_xlsx", "_json", "_zip", "_svg", "_png", "_ics", "_docx", "_pdf")


def kari_and_a_stranger() -> Made:
    """Make Kari, who leads Gol and speaks for two regions, and a stranger who waits for a code.

    Kari has reported a challenge of Hallingdal's and picked one that was found in Demodalen.
    """
    world = small_partnership()
    demodalen = Organisation.objects.create(
        slug="demodalen",
        name="Regionrådet for Demodalen",
        kind="regional_council",
        place=Place.objects.get(slug="demodalen"),
    )
    hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    hire("kari@gol.example", demodalen, RoleKind.FACILITATOR)
    user = hire("kari@gol.example", world.council, RoleKind.FACILITATOR)
    found = {"about": "indicator", "key": "water_leakage"}
    browser_of(user).post("/regioner/demodalen/utfordringer/velg/", found)
    picked = Challenge.objects.get().pk
    reported = Challenge.objects.create(
        region=Place.objects.get(slug="hallingdal"),
        origin="reported",
        title="Hjelp til demente i helgene",
        text="Alle de seks kommunene mangler folk i helgene.",
        said_by="helselederne",
        language="nb",
        picked=datetime(2026, 11, 24, tzinfo=UTC),
        picked_by=user,
        acting_for="Regionrådet for Hallingdal",
    ).pk
    follow_all([(user, world.council, "/organisasjoner/hallingdal/")], now=timezone.now())
    role = user.roles.get(organisation=world.gol)
    words = {"reported": reported, "picked": picked, "word": letter_word(user.pk), "role": role.pk}
    stranger = Client()
    stranger.post("/logg-inn/", {"email": "ola@gol.example"})
    letters_in_the_outbox(world, user)
    seller = hire("siv@varme.example", world.firm, RoleKind.TOP_MANAGEMENT)
    return Made(
        {"kari": browser_of(user), "stranger": stranger, "seller": browser_of(seller)},
        words
        | made_of_figures(world, user)
        | own_data_of(world)
        | chosen_by(user)
        | targets_of()
        | needs_of(world, user)
        | noted_of(world, user)
        | told_of(user)
        | pool_of(world, user)
        | projects_of(world, user)
        | voices_of(world, user)
        | stories_of(world, user)
        | procurements_of(world, user)
        | experience_of(world, user)
        | event_of(world, user)
        | solutions_of(world, seller)
        | reports_of(world, user)
        | match_of(),
    )


def noted_of(world: World, user: User) -> dict[str, str]:
    """Write in a need of Gol that waits for its owner."""
    now = timezone.now()
    said = {"said_by": "Tora Vatn, leiar for vassverket", "how": "call", "said_on": timezone.localdate()}
    told = {"title": "Mindre vatn på vegen", "effect": "Halvparten på tre år.", "volume": "46", "unit": "km"}
    row = Noted.objects.create(
        organisation=world.gol,
        kind="need",
        subject_type=ContentType.objects.get_for_model(world.gol),
        subject_id=world.gol.pk,
        wants=told,
        written=now,
        written_by=user,
        asked=user,
        expires=now + LASTS,
        **said,
    )
    return {"noted_reply": noted_word(row.pk)}


def told_of(user: User) -> dict[str, str]:
    """Write in a firm that has not answered."""
    now, solution = timezone.now(), {"title": "Tette røyr innanfrå", "what": "Ei strømpe blir trekt inn."}
    row = ToldFirm.objects.create(
        number="310489034",
        snapshot={"name": "PRØVEVARME AS"},
        email="aud@sprut.example",
        language="nn",
        wants=solution,
        said_by="Aud Demosprut",
        how="call",
        said_on=timezone.localdate(),
        written=now,
        written_by=user,
        expires=now + LASTS,
    )
    return {"firm_reply": told_word(row.pk)}


def letters_in_the_outbox(world: World, user: User) -> None:
    """Invite two people, by a letter that waits and one that was given up; let a job have failed."""
    now = timezone.now()
    for email in ("siv@gol.example", "per@gol.example"):
        invite(world.gol, email, Terms(RoleKind.EDITOR), language="nn", actor=acting_as(user, now))
    waits, given_up = OutboxLetter.objects.filter(kind=INVITATION).order_by("pk").values_list("pk", flat=True)
    OutboxLetter.objects.filter(pk=waits).update(tries=1, last_error="ConnectionRefusedError")
    ended = {"state": "given_up", "closed": now, "next_try": None, "last_error": "SMTPRecipientsRefused 550"}
    OutboxLetter.objects.filter(pk=given_up).update(tries=26, **ended)
    JobRun.objects.create(name="forget", next_run=now, last_run=now, last_error="OperationalError")


def made_of_figures(world: World, user: User) -> dict[str, int]:
    """Make two reports on a figure of Gol, of which one is answered, and a comment on it."""
    actor, edition = actor_at(user, timezone.now(), timezone.localdate()), str(published(settings.DATA))
    figure = FigureRef(edition, "water_leakage", world.gol.place, 2024)
    complaint = Complaint("Talet er frå 2021, og mykje av det vi lekte, er tetta.", "nn")
    reader = replace(actor, user=None, permissions=NOBODY)
    waiting, answered = (report_error(figure, complaint, actor=reader) for _number in range(2))
    reply = Reply("Takk. Vi melder rett tal til KOSTRA i mars.", "nn", shown=True)
    answer_report(answered, reply, actor=actor)
    written = Written(edition, "water_leakage", "Vi skiftar to kilometer røyr i 2027.", "nn")
    write_comment(Place.objects.get(slug="gol"), written, NOT_WRITTEN, actor=actor)
    return {"report": waiting.pk, "answered": answered.pk}


def own_data_of(world: World) -> dict[str, int]:
    """Let Kari keep a series of Gol's own data, and send two files of which one cannot be read."""
    browser = browser_of(hire("kari@gol.example", world.gol, RoleKind.PLANNER))
    series = kept_series(browser)
    for text in ("År;Tal\n2023;5\n2024;:\n", "År;Tal\n2023;om lag 5\n2024;ukjent\n"):
        send(browser, text, "eit-namn-som-er-langt-fordi-nokon-har-skrive-alt-i-det-2024.csv")
    read, unread = OwnFile.objects.filter(kept=None).order_by("pk")
    return {"series": series.pk, "file": read.pk, "unread": unread.pk}


def chosen_by(user: User) -> dict[str, int]:
    """Let Gol choose two indicators, set one aside, and show its set."""
    gol, actor = Place.objects.get(slug="gol"), acting_as(user)
    states = {"water_leakage": Choice.CHOSEN, "neet": Choice.CHOSEN, "fine_dust": Choice.NOT_RELEVANT}
    said = [Said(key, None, state, f"{key}: difor.", Suggested.OWN) for key, state in states.items()]
    return {"set": publish_set(add_indicators(gol, said, actor=actor), actor=actor).pk}


def targets_of() -> dict[str, int]:
    """Let Gol have adopted a target of an indicator that it has chosen, and a plan that uses it."""
    row = ChosenIndicator.objects.select_related("set__place").get(indicator="water_leakage")
    gol = row.set.place
    target = AdoptedTarget.objects.create(
        place=gol,
        indicator="water_leakage",
        value=20,
        year=timezone.localdate().year + 4,
        adopted_on=timezone.localdate(),
        decision="kommunestyret, sak 88/26",
    )
    use = IndicatorUse.objects.create(
        chosen=row, kind="plan", text="Trygt vatn og mindre lekkasje", link="https://gol.example/plan"
    )
    reported = Challenge.objects.get(origin="reported")
    focus = FocusArea.objects.create(
        region=reported.region, title="Vatn", text="Mindre lekkasje.", lead=gol, began_on=target.adopted_on
    )
    focus.challenges.add(reported)
    focus.members.add(gol)
    return {"target": target.pk, "indicator_use": use.pk, "focus": focus.pk}


def needs_of(world: World, user: User) -> dict[str, int]:
    """Make a public need of Gol with a figure, changed after it was shared; a draft; an agreement."""
    actor, day = actor_at(user, timezone.now(), timezone.localdate()), timezone.localdate()
    picked = Challenge.objects.get(origin="tested")
    filled = written_from(Origin(challenge=picked), world.gol)
    texts = {
        "title": "Finne og tette lekkasjar utan å grave",
        "effect": "Lekkasjen skal halverast.",
        "wished": 20,
    }
    amount = {"volume": 38, "unit": "km", "budget": 9, "budget_hidden": True, "budget_basis": "offl-23-1"}
    need = write_need(world.gol, {**filled, **texts, **amount, "cpv": "45232"}, actor=actor)
    shared = {"audience": "public", "expires_on": day + timedelta(days=20), "journal": "not_needed"}
    change_need(
        share_need(need, shared, actor=actor), {"effect": "Lekkasjen skal ned til 20 %."}, actor=actor
    )
    draft = write_need(world.gol, {"title": "Vi treng sensorar", "way": "staff"}, actor=actor)
    row = {"title": "Røyr", "supplier": "Demorør AS", "source": "26/1", "ends_on": day + timedelta(days=200)}
    agreement = record_agreement(world.gol, row, actor=actor)
    announced = {"organisation": world.gol, "buyer": "Gol kommune", "issued": day, "read": timezone.now()}
    kind, ends = Announced.AGREEMENT, day + timedelta(days=300)
    Announcement.objects.create(
        doffin="2026-1", kind=kind, title="Rammeavtale sand", ends_on=ends, codes=" 14211000", **announced
    )
    return {"need": need.pk, "draft": draft.pk, "agreement": agreement.pk}


def pool_of(world: World, user: User) -> dict[str, int]:
    """Make a joint purchase of Gol and Ål, with prices of two earlier agreements."""
    actor, day = actor_at(user, timezone.now(), timezone.localdate()), timezone.localdate()
    terms = {"title": "Tette lekkasjar i lag", "unit": "km leidning", "joins_until": day + timedelta(days=30)}
    pool = start_pool(world.gol, {**terms, "unit_estimate": 40_000, "least_volume": 40}, actor=actor)
    specify_pool(pool, {"text": "Halv lekkasje på tre år."}, actor=actor)
    pool.refresh_from_db()
    pool = open_pool(pool, OPENED, actor=actor)
    part = {"earliest": day, "latest": day + timedelta(days=300), "certainty": "intention"}
    pledge(pool, world.gol, {**part, "amount": 61}, 0, actor=actor)
    now = timezone.now()
    others = part | {"amount": 48, "certainty": "interested", "pledged": now, "pledged_by": user}
    Pledge.objects.create(pool=pool, organisation=world.al, **others)
    prices = [["10", "50000", "Gol 2023"], ["200", "30000", "Ål 2024"]]
    Pool.objects.filter(pk=pool.pk).update(own_prices=prices, cost_rule="volume")
    new = start_pool(world.gol, {**terms, "title": "Brøyte i lag"}, actor=actor)
    specify_pool(new, {"text": "Vegane skal vere brøytte klokka seks."}, actor=actor)
    return {"pool": pool.pk, "new_pool": new.pk}


def experience_of(world: World, user: User) -> dict[str, int]:
    """Make an experience of Gol that helped the council, and is a year old."""
    actor = actor_at(user, timezone.now(), timezone.localdate())
    experience = write_experience(world.gol, WRITTEN | {"indicator": "water_leakage"}, actor=actor)
    experience = publish_experience(experience, actor=actor)
    say_helped(experience, world.council, "I anbodet om vassmålarar", actor=actor)
    Experience.objects.update(confirmed_on=actor.today - timedelta(days=400))
    return {"experience": experience.pk}


def projects_of(world: World, user: User) -> dict[str, int]:
    """Make a project that is planned, one under way with all that it can have, and one that is finished."""
    actor, day = actor_at(user, timezone.now(), timezone.localdate()), timezone.localdate()
    effect = {
        "indicator": "water_leakage",
        "size": 4,
        "by_year": day.year + 2,
        "own_figure": "Liter om natta",
    }
    made: dict[str, int] = {}
    for name in ("new_project", "project", "done_project"):
        project = start_project(
            world.gol, {"title": f"Mindre lekkasje {name}", "starts_on": day}, actor=actor
        )
        add_part(project, Partner(), {"organisation": world.al, "part": "Måler", "share": 40}, actor=actor)
        add_effect(project, ExpectedEffect(), effect, actor=actor)
        made[name] = project.pk
        if name == "new_project":
            continue
        row = add_part(project, Milestone(), {"title": "Målarar på plass", "due": day}, actor=actor)
        project.refresh_from_db()
        project = begin_project(project, {"staff": "Drøfta"}, actor=actor)
        for days, value in ((60, 42), (0, 37)):
            measured = {"effect": project.effects.get(), "day": day - timedelta(days=days), "value": value}
            add_point(project, OwnPoint(), measured, actor=actor)
        price = {"kind": "price", "what": "Røyr", "unit": "meter", "amount": 100, "realised": 97}
        price |= {"bears": "Gol", "answers": "Rektor", "due": day}
        add_follow_up(project, Benefit(), price, actor=actor)
        money = {"partner": project.partners.get(organisation=world.gol), "year": day.year, "planned": 40}
        add_money(project, Money(), money, actor=actor)
        plan = {"what": "Straum", "unit": "kWh", "amount": 9, "bears": "Gol", "answers": "Rektor", "due": day}
        add_follow_up(project, Benefit(), plan, actor=actor)
        applied = {"scheme": "klimasats", "applicant": "Gol", "amount": 9}
        add_follow_up(project, Application(), applied, actor=actor)
        report_status(project, {"signal": "at_risk", "why": "Seint", "needed": "Hjelp"}, actor=actor)
        made["milestone"] = made.get("milestone", row.pk)
    project.refresh_from_db()
    project = finish_project(project, {"result": "Mindre lek"}, actor=actor)
    offer = {"specification": "Steng", "failed": "Plakatar", "price": "nothing", "contact": "Rektor"}
    write_reuse(project, offer, 0, actor=actor)
    for one in ExpectedEffect.objects.filter(frozen__isnull=False):
        keep(one.pk, compute(one.pk), timezone.now())
    return made


def voices_of(world: World, user: User) -> dict[str, Any]:
    """Make questions of Gol: a draft, an open one with input and groups, and one that has closed."""
    actor, day = acting_as(user), timezone.localdate()
    set_up_voices(world.gol, {"answerer": user, "days": 30}, 0, actor=actor)
    written = {"title": "Kva gjer vegen trygg?", "text": "Vi har pengar.", "decided": "Vegen er fylkets."}
    days = {"opens_on": day, "closes_on": day + timedelta(days=14)}
    draft, asked, closed = (write_question(world.gol, written | days, actor=actor) for _number in range(3))
    asked, closed = (open_question(one, actor=actor) for one in (asked, closed))
    close_question(closed, actor=actor)
    texts = [f"Meir lys ved brua, og det er grunn nummer {number}." for number in range(8)]
    given = [give_voice(asked, Given({"text": text}, language="nn"), actor=actor) for text in texts]
    read = [publish_voice(one, one.text, actor=actor).pk for one in given]
    group = gather_voices(asked, "Lys ved brua", read[:5], actor=actor)
    answer_group(group, {"outcome": "done", "answer": "Lysa er på plass."}, actor=actor)
    other = gather_voices(asked, "Fortau", read[5:6], actor=actor)
    last = {"text": "Fartsdumpar. Ring 99887766.", "name": "Ola"}
    waiting = give_voice(asked, Given(last, "ola@example.no", "nn"), actor=actor)
    check = AddressCheck.objects.get(voice=waiting)
    return {
        "unasked": draft.pk,
        "asked": asked.pk,
        "closed_question": closed.pk,
        "voice": waiting.pk,
        "voice_group": other.pk,
        "own_word": own_word(waiting.pk),
        "check_word": confirm_word(check.pk),
    }


def stories_of(world: World, user: User) -> dict[str, int]:
    """Make a published story with all that it can have, and the draft of one without a number."""
    actor = actor_at(user, timezone.now(), timezone.localdate())
    quoted = {"quote": "Vekta hjelpte.", "quote_by": "Kokken", "quote_agreed_on": timezone.localdate()}
    draft = TOLD | quoted | {"title": "Vi har fått til noko anna", "figure": "", "figure_source": ""}
    made = [write_story(world.gol, one, actor=actor) for one in (TOLD | quoted, draft)]
    for number, story in enumerate(made):
        file = png_of(DRAWING)
        made[number] = set_picture(story, draw_again(len(file), BytesIO(file)), SAID, actor=actor)
    approve_story(offer_story(made[0], actor=actor), actor=actor)
    return {"story": made[0].pk, "new_story": made[1].pk}


def procurements_of(world: World, user: User) -> dict[str, int]:
    """Make procurements of Gol: with all that is prepared, announced with a contact, under contract."""
    buyer = acting_as(user)
    large = {"value": Decimal(2_600_000), "options": Decimal(90_000), "cpv": "60130000", "kind": "services"}
    one = prepared(buyer, world.gol, **large, title="Skyss utan utslepp")
    prepared(buyer, world.gol, cpv="60130000", title="Skyss til symjing")
    add_share(one, {"organisation": world.al, "value": Decimal(900_000)}, actor=buyer)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    one = set_criteria(one, {"criteria": weights, "mode": "weighted"}, actor=buyer)
    told = {"step": "dialogue", "left_out": "yes", "reason": "Kjend marknad"}
    one = take_step(one, told, actor=buyer)
    one = divide_procurement(one, {"undivided": "Ei rute"}, actor=buyer)
    one = choose_procedure(one, {"wanted": {"on_market": True}}, actor=buyer)
    day = {"announced": buyer.today, "notice": "2026-123456", "tool": "https://example.org/"}
    announced = announce_procurement(prepared(buyer, world.gol), day, actor=buyer)
    asked = {"day": buyer.today, "who": "Buss AS", "what": "Spurde om pris", "answer": "Vist til verktøyet"}
    log_contact(announced, asked, actor=buyer)
    signed = announce_procurement(prepared(buyer, world.gol), day, actor=buyer)
    terms = {"supplier": "Buss AS", "value": 90, "signed_on": buyer.today, "begins_on": buyer.today}
    terms |= {
        "ends_on": buyer.today + timedelta(days=200),
        "options_until": buyer.today + timedelta(days=400),
    }
    contract = sign_contract(signed, terms | {"follows": user, "environment": ["other"]}, actor=buyer)
    promise = {"promise": "Turar utan utslepp", "amount": 88, "unit": "%", "due": buyer.today}
    row = add_promise(contract, promise, actor=buyer)
    missed = add_promise(contract, promise, actor=buyer)
    broken = {"verdict": "broken", "delivered": 73, "deviation": "Tre bilar står att"}
    answer_promise(missed, broken, actor=buyer)
    began = buyer.today - timedelta(days=400)
    Contract.objects.filter(pk=contract.pk).update(signed_on=began, begins_on=began)
    strategy = {"climate": "Ingen utslepp", "routines": "Innkjøparen spør.", "adopted_on": began}
    write_strategy(world.gol, strategy | {"revise_on": buyer.today}, 0, actor=buyer)
    return {"procurement": one.pk, "announced": announced.pk, "signed": signed.pk, "promise": row.pk}


def event_of(world: World, user: User) -> dict[str, Any]:
    """Make a conference of Gol with a team of which some wait, and a draft that is about nothing."""
    actor, kind = acting_as(user), kinds()["dialogue_conference"]
    more = {"seats": 2, "link": "https://mote.example/1", "agenda": ready_agenda(kind)}
    event = announced_event(actor, world.gol, about="Kommunane fortel kva dei treng.", **more)
    names = ("Odd Prøvemo", "Kari Øvingslien", "Lars Prøvevik")
    people = [Person(None, name, "rådgivar", "physical", "Nøtteallergi") for name in names]
    team = register_team(event, world.gol, {"email": user.email}, people, actor=actor)
    day = event.day + timedelta(days=60)
    times = {"day": day, "closes": day, "begins": kind.begins, "ends": kind.ends}
    new = plan_event(world.gol, {"kind": kind.key, "title": "Ny konferanse", **times}, actor=actor)
    webinar = plan_event(world.gol, {"kind": "webinar", "title": "Å lese tal", **times}, actor=actor)
    asked = ask_question(event, {"text": "Kor djupt ligg røyra?"}, actor=actor)
    held = plan_event(world.gol, {"kind": kind.key, "title": "Den fyrste konferansen", **times}, actor=actor)
    past = {"day": actor.today - timedelta(days=9), "closes": actor.today - timedelta(days=20)}
    Event.objects.filter(pk=held.pk).update(state="announced", announced=actor.now, **past)
    held.refresh_from_db()
    for text in ("Fyrste utgåve.", "Dei fleste kan levere frå 100 km."):
        open_summary(held, {"text": text}, held.summaries.count(), actor=actor)
    held.questions.create(
        text="Kor djupt?", answer="To meter.", asked=actor.now, asked_by=user, answered=actor.now
    )
    held.handed_over.create(what="Kart", link="https://gol.example/kart", when=actor.now, by=user)
    for number, approved in ((1, actor.now), (2, None)):
        held.minutes.create(
            number=number,
            text="Vi møttest.",
            decisions="Vi møtest att.",
            written=actor.now,
            written_by=user,
            approved=approved,
        )
    held.action_points.create(what="Ringje Ål", who=user, due=actor.today)
    about = {"side": "market", "language": "nn", "registered": actor.now, "registered_by": user}
    firms = [event.teams.create(name=f"Firma {n} AS", changed=actor.now, **about) for n in range(3)]
    told = {"text": "Kartet vantar trykksonene.", "least_volume": 40, "drivers": "Djupna på grøfta."}
    WrittenInput.objects.create(team=firms[0], written=actor.now, **told)
    frame, later = one_to_one_of(event, actor, slots=3, tables=2), event.day
    wishes = [Wish.objects.create(one_to_one=frame, firm=firm, buyer=team) for firm in firms]
    made = frame.timetables.create(number=1, made=actor.now, gap=0.1, unmet={str(wishes[2].pk): "tables"})
    for slot, wish in enumerate(wishes[:2], start=1):
        made.meetings.create(wish=wish, slot=slot, table=1)
    ahead = plan_event(world.gol, {"kind": kind.key, "title": "Den tredje", **times}, actor=actor)
    Event.objects.filter(pk=ahead.pk).update(state="announced", announced=actor.now)
    ahead.refresh_from_db()
    one_to_one_of(ahead, actor, wishes_by=later)
    asking = ahead.teams.create(name="Firma AS", changed=actor.now, **about)
    ahead.teams.create(name="Gol", changed=actor.now, **{**about, "side": "public"})
    words = after_events(held, ahead, team, actor) | {
        "wish": wishes[0].pk,
        "firm": firms[2].pk,
        "asking": team_word(asking.pk),
        "event": event.pk,
        "team_word": team_word(team.pk),
        "new_event": new.pk,
        "webinar": webinar.pk,
    }
    return words | {"held": held.pk, "question": asked.pk}


def after_events(held: Event, ahead: Event, team: Team, actor: Actor) -> dict[str, Any]:
    """Make a note to confirm, answers of two firms afterwards, and a wish of matchmaking to be answered."""
    about = {"language": "nn", "registered": actor.now, "registered_by": actor.person, "changed": actor.now}
    frame = one_to_one_of(held, actor, day=held.day, guide="Kva hindrar dykk?")
    buyer = held.teams.create(name="Gol kommune", side="public", organisation=team.organisation, **about)
    firms = [held.teams.create(name=f"Firma {n} AS", side="market", **about) for n in range(2)]
    for firm, result in zip(firms, ("pilot", "nothing"), strict=True):
        firm.attendees.create(name="Nils", seated=actor.now)
        Evaluation.objects.create(team=firm, useful=4, learned="Mykje", better="Kaffi", when=actor.now)
        Outcome.objects.create(team=firm, stage="weeks", result=result, why="For dyrt", when=actor.now)
    noted = Wish.objects.create(one_to_one=frame, firm=firms[0], buyer=buyer)
    Talk.objects.create(wish=noted, note="Dei kan levere.", next_step="Synfaring", written=actor.now)
    match = Event.objects.get(pk=ahead.pk)
    match.pk, match.kind, match.title = None, "matchmaking", "Møtebørs"
    match.save()
    meets = one_to_one_of(match, actor, wishes_by=ahead.day - timedelta(days=9))
    asks = match.teams.create(name="Firma AS", side="market", **about)
    asked = match.teams.create(name="Gol", side="public", **about)
    wish = Wish.objects.create(one_to_one=meets, firm=asks, buyer=asked)
    return {
        "matched": team_word(asked.pk),
        "match_wish": wish.pk,
        "noted": team_word(firms[0].pk),
        "noted_wish": noted.pk,
        "after": team_word(firms[1].pk),
    }


def reports_of(world: World, user: User) -> dict[str, int]:
    """Make a report of Gol that everybody reads, and one that is being made."""
    actor, place = acting_as(user), world.gol.place
    assert place is not None
    decision_of(world.gol, actor)
    order = {"kind": "one-page", "language": "nn"}
    waits = order_report(place, order, str(published(settings.DATA)), actor=actor)
    return {"public_report": approved_report(world.gol, actor).pk, "waiting_report": waits.pk}


def solutions_of(world: World, user: User) -> dict[str, int]:
    """Make a confirmed firm that Kari leads, with a published solution and a draft; firms that wait."""
    now, day, gol = timezone.now(), timezone.localdate(), world.gol.place
    snapshot = {"name": "VARME AS", "form_name": "Aksjeselskap", "email": "post@varme.example", "town": "GOL"}
    common = {"signed_up": now, "signed_up_by": user, "snapshot": snapshot, "looked_up": now}
    sure = {"state": "confirmed", "means": "email", "confirmed": now, "confirmed_by": user}
    new, waits, strange, near, disputed = (
        Organisation.objects.create(slug=slug, name=slug.title(), kind="supplier", place=gol)
        for slug in ("nyfirma", "ventefirma", "framandfirma", "grannefirma", "tvistefirma")
    )
    for firm in (new, waits):
        hire(user.email, firm, RoleKind.TOP_MANAGEMENT)
    Supplier.objects.create(
        organisation=world.firm, number="310482013", about="Vi sparer varme.", **common, **sure
    )
    Supplier.objects.create(organisation=near, number="310483125", **common, **sure)
    code = {"code_word": "word", "code_sent": now}
    Supplier.objects.create(organisation=waits, number="310483494", **common, **code)
    Supplier.objects.create(organisation=strange, number="310483869", **common)
    said = {"dispute": "Eg er dagleg leiar.", "disputed": now, "disputed_by": user}
    Supplier.objects.create(organisation=disputed, number="310485353", **common, **sure, **said)
    texts = {
        "title": "Finne lekkasjar med lyd",
        "problem": "Ingen veit kvar det lek.",
        "effect": "8 prosent mindre.",
    }
    proof = {"evidence": "3", "evidence_source": "Målt av Gol, 2025", "cpv": "45232", "targets": ["6.4"]}
    terms = {"price_model": "unit", "delivers": ["hallingdal"], "languages": ["nn"], "contact": "Kontoret"}
    about = {"organisation": world.firm, "written": now, "written_by": user}
    shown = {
        "state": "open",
        "published": now,
        "expires_on": day + timedelta(days=20),
        "rung": 2,
        "used_in": 2,
    }
    solution = Solution.objects.create(**about, **texts, **proof, **terms, **shown)
    Use.objects.create(solution=solution, place=gol, began=2024, result="8 prosent mindre.")
    Use.objects.create(solution=solution, place=world.al.place, began=2025, answer="confirmed", answered=now)
    own = Solution.objects.create(**about, title="Ei løysing som er ein kladd")
    use = Use.objects.create(solution=own, abroad="Provby, Sverige", began=2023)
    abroad = Use.objects.create(solution=solution, abroad="Provby, Sverige", began=2023)
    return {"solution": solution.pk, "own": own.pk, "use": use.pk, "abroad": abroad.pk}


def match_of() -> dict[str, int]:
    """Find the match of the need and the solution, by words or by meaning."""
    find_all(timezone.localdate(), timezone.now())
    return {"match": Match.objects.get(need__title__startswith="Finne og tette").pk}


FIGURES = {
    **shown_to("stranger", PAGES | FACES),
    **shown_to("kari", SIGNED_IN | FACES_SIGNED_IN),
    **shown_to("seller", SELLING | FACES_SELLING),
    **MISSING,
}
NAMED = {*PAGES, *SIGNED_IN, *SELLING, *work.PAGES}
WITHOUT_PAGE = (
    {name for name in methods_by_name() if name.endswith(FILE_ENDINGS)} | BUTTONS | FILES | {*ELSEWHERE}
)
BY_EXAMPLE = pages_by_example(NAMED | WITHOUT_PAGE)
ALL = {
    "figures": Pages(FIGURES, kari_and_a_stranger, parts=4),
    "work": Pages({**work.PAGES, **work.FACES}, work.at_work, parts=4),
    "examples": Pages(BY_EXAMPLE, partial(made_by_examples, NAMED | WITHOUT_PAGE), parts=1),
}
# The processes of a run share the parts.
PARTS = [(name, part) for name, pages in ALL.items() for part in range(pages.parts)]
# By day so many tests share the pages. They end when all have been looked at: a slow page is no fault.
SHARES, SECONDS_OF_PAGES = 2, 1200
BY_DAY = [(name, share) for name in ALL for share in range(SHARES)]
ADDRESSES = tuple(one.address for pages in ALL.values() for one in pages.shown.values())


@pytest.mark.contract
def test_every_address_has_an_example_or_shows_no_page() -> None:
    assert [str(one) for one in patterns() if not one.name] == []
    names = {str(one.name) for one in patterns()}
    examples = NAMED | set(BY_EXAMPLE)
    assert names == examples | WITHOUT_PAGE
    assert examples & WITHOUT_PAGE == set()


@pytest.mark.contract
def test_every_page_is_in_one_part() -> None:
    parts = {name: [pages.part(part) for part in range(pages.parts)] for name, pages in ALL.items()}
    for name, part in PARTS:
        shares = [one for share in range(SHARES) for one in ALL[name].part(part, SHARES, share)]
        assert sorted(shares) == sorted(parts[name][part])
    assert {name: sorted(one for part in own for one in part) for name, own in parts.items()} == {
        name: sorted(pages.shown) for name, pages in ALL.items()
    }
    tables = [
        *(shown_to("", one) for one in (PAGES, SIGNED_IN, SELLING, FACES, FACES_SIGNED_IN, FACES_SELLING)),
        MISSING,
    ]
    assert names_twice([*tables, work.PAGES, work.FACES, BY_EXAMPLE]) == set()


# Screens of a telephone that a page is at most, and which are longer: slides and sheets for paper, a form
# in which one chooses among all, a log, a table that was asked for, pages as their address has filled them.
SCREENS = 5.1
LONGER = {
    "figures as a table": 20,
    "municipality_presentation": 7.5,
    "region_presentation": 6.5,
    "organisation_log": 6.5,
    "indicator": 6.5,
    "goal": 6.5,
    "goal with comment and answer": 5.6,
    "a goal of a small municipality": 5.6,
    "municipality": 6,
    "municipality_goal": 6,
    "comparison": 5.5,
    "indicators": 5.5,
    "course": 5.7,
    "participation": 6,
    "organisation": 5.5,
    "front of a director": 5.5,
    "front, where something waits": 5.5,
    "operations": 6,
}
# Records that are read on the way: what is now comes first, the rest is folded.
SHORTER = {
    "project": 4,
    "a project that is not begun": 4,
    "a project that is finished": 4,
    "pool": 4,
    "a joint purchase of one's own with prices": 4,
    "a procurement of one's own with all that it can have": 4,
    "a procurement that is announced": 4,
    "choose_indicators": 5,
}


@dataclass(frozen=True, slots=True)
class Eyes:
    """A browser, a site and axe: looks at pages of one table, and says what stands in the way."""

    browser: Browser
    site: str
    axe: str

    def see(self, look: Look, made: Made, pages: Mapping[str, Shown]) -> None:
        """Check pages in one look."""
        found = look_at(self.browser, self.site, self.axe, look, made, pages)
        assert found.answers == {
            name: (one.address.format_map(made.words), one.answer, look.language)
            for name, one in pages.items()
        }
        assert found.barriers == {}
        assert found.sideways == {}
        assert found.low == {}
        assert found.squeezed == {}
        assert found.twice == {}
        low = {name: top for name, top in found.heads.items() if pages[name].by != "stranger"}
        assert {name: top for name, top in low.items() if top > FIRST_SEEN} == {}
        most = {name: (LONGER | SHORTER).get(name, SCREENS) for name in found.screens}
        assert {name: tall for name, tall in found.screens.items() if tall > most[name]} == {}
        refused = [(name, SAID_OF[one.answer]) for name, one in pages.items() if one.answer in SAID_OF]
        assert found.said == refused
        assert found.axe_runs == len(pages) * sum(map(len, look.schemes.values()))


@pytest.fixture
def eyes(browser: Browser, site: str, axe: str, monkeypatch: pytest.MonkeyPatch) -> Eyes:
    """Return what looks at the pages of a site that names its operator."""
    monkeypatch.setattr(settings, "OPERATOR", "Gol kommune")
    return Eyes(browser, site, axe)


@pytest.mark.browser
@pytest.mark.by_day
@pytest.mark.long
@pytest.mark.timeout(SECONDS_OF_PAGES)
@pytest.mark.parametrize(("name", "share"), BY_DAY)
def test_each_page_has_no_barrier_and_one_of_a_changed_app_in_no_look(
    eyes: Eyes, name: str, share: int, record_property: Callable[[str, object], None]
) -> None:
    apps, why = apps_in_all_looks(ADDRESSES)
    record_property(NOTE, why)
    pages, made = ALL[name], ALL[name].make()
    for part in range(pages.parts):
        shown = pages.part(part, SHARES, share)
        eyes.see(quick_look(part), made, shown)
        changed = {page: one for page, one in shown.items() if app_of(one.address) in apps}
        for language in LANGUAGES:
            eyes.see(thorough_look(language), made, changed)


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize(("name", "part"), PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_barrier_in_any_language_or_scheme(
    eyes: Eyes, language: str, name: str, part: int
) -> None:
    eyes.see(thorough_look(language), ALL[name].make(), ALL[name].part(part))
