"""What a rule refuses of a value stands at its field, and the words above the form lead there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from loftet.programme.models import HalfYear
from tests.decisions.conftest import written
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, joined

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
NO_MINUTES = {
    f"{name}-{count}_FORMS": "0" for name in ("motion", "statement") for count in ("TOTAL", "INITIAL")
}


@dataclass(frozen=True)
class Refusal:
    """Which form is sent with what, and which value of it is refused in which words."""

    address: str
    sent: Mapping[str, str]
    field: str
    words: str
    by: str = "director"


def of_hours(_programme: Programme) -> Refusal:
    given = {"hours": "-1", "half": HalfYear.of(TODAY()).key}
    address = "/kull/hallingdal-kull-1/deltakere/gol/timer/"
    return Refusal(address, given, "hours", "Timer er aldri under null.")


def of_an_outcome(programme: Programme) -> Refusal:
    house = programme.house
    matter = written(house)
    row = matter.treatments.create(
        kind="decision",
        body=house.council,
        recorded=timezone.now(),
        recorded_by=house.editor,
        acting_for="Gol kommune",
    )
    to_come = (TODAY() + timedelta(2)).isoformat()
    given = {"outcome": "adopted", "wording": "Vedteke.", "day": to_come, "version": "1", **NO_MINUTES}
    address = f"/saker/{matter.pk}/behandlinger/{row.pk}/utfall/"
    return Refusal(address, given, "day", "Dagen er ikke kommet ennå.")


def of_a_meeting(programme: Programme) -> Refusal:
    meeting = programme.house.meeting(20)
    late = (meeting.day + timedelta(1)).isoformat()
    given = {"day": meeting.day.isoformat(), "paper_deadline": late, "version": "1"}
    words = "Siste frist for papir ligger etter møtet."
    return Refusal(f"/organer/{meeting.body_id}/moter/{meeting.pk}/", given, "paper_deadline", words)


def of_a_meeting_plan(programme: Programme) -> Refusal:
    meeting = programme.house.meeting(20)
    given = {"days": "1.1.2099\nen gang i juni"}
    return Refusal(f"/organer/{meeting.body_id}/moter/", given, "days", "Linje 2: ")


def of_a_treatment(programme: Programme) -> Refusal:
    house = programme.house
    given = {"kind": "decision", "where": f"{house.youth.pk}:"}
    words = "Organet er et høringsorgan"
    return Refusal(f"/saker/{written(house).pk}/behandlinger/ny/", given, "where", words)


def of_a_delegation(_programme: Programme) -> Refusal:
    days = {
        "valid_from": (TODAY() - timedelta(9)).isoformat(),
        "valid_to": (TODAY() - timedelta(1)).isoformat(),
    }
    given = {"email": "x@al.example", "kind": "editor", "document": "24/3", **days}
    words = "Den kan ikke begynne før i dag."
    return Refusal("/organisasjoner/gol/fullmakt/", given, "valid_from", words)


def of_a_decision_of_1990(programme: Programme) -> Refusal:
    programme.gol.decisions.all().delete()  # nothing has been decided yet
    given = {
        "decided": "takes_part",
        "day": "1990-01-01",
        "decided_by": "kommunedirektør",
        "document": "24/3",
        "wording": "Gol kommune deltek.",
        "seen": "0",
    }
    return Refusal(
        "/kull/hallingdal-kull-1/deltakere/gol/vedtak/", given, "day", "Ble dette vedtatt før det?"
    )


def of_a_cohort_by_a_name_that_is_taken(programme: Programme) -> Refusal:
    given = {
        "partnership": str(programme.cohort.partnership_id),
        "lead": str(programme.cohort.lead_id),
        "region": str(programme.cohort.region_id),
        "name": "KULL 1",
        "begins": TODAY().isoformat(),
        "language": "nn",
    }
    return Refusal(
        "/kull/nytt/", given, "name", "Det finnes alt et kull «kull 1» i Hallingdal.", "facilitator"
    )


def of_a_hand_over_to_oneself(programme: Programme) -> Refusal:
    role = programme.house.editor.roles.get()
    given = {"email": programme.house.director.email}
    words = "Du kan ikke gi deg selv en rolle."
    return Refusal(f"/organisasjoner/gol/roller/{role.pk}/overlat/", given, "email", words)


def of_other_words_than_were_proposed(programme: Programme) -> Refusal:
    one = of_an_outcome(programme)
    given = {**one.sent, "day": TODAY().isoformat(), "wording": "Gol kommune ventar eit år."}
    return Refusal(one.address, given, "outcome", "Ordlyden er en annen enn i innstillingen.")


def of_a_follow_up_of_a_day_gone_by(programme: Programme) -> Refusal:
    given = {"text": "Svare", "due": "2020-01-01"}
    return Refusal(
        f"/saker/{written(programme.house).pk}/oppfolging/", given, "due", "Dagen har vært. Er den riktig?"
    )


@pytest.mark.parametrize(
    "made",
    [
        of_a_decision_of_1990,
        of_a_cohort_by_a_name_that_is_taken,
        of_a_hand_over_to_oneself,
        of_a_follow_up_of_a_day_gone_by,
        of_hours,
        of_an_outcome,
        of_a_meeting,
        of_a_meeting_plan,
        of_a_treatment,
        of_a_delegation,
    ],
)
def test_a_refused_value_is_told_of_at_its_field(programme: Programme, made: object) -> None:
    assert callable(made)
    joined(programme)
    one: Refusal = made(programme)
    sender = programme.house.facilitator if one.by == "facilitator" else programme.house.director
    answer = browser_of(sender).post(f"{one.address}?lang=nb", one.sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    error = f"id_{one.field}_error"
    said = re.search(rf'<p class="ds-validation-message" id="{error}">([^<]*)</p>', page)
    assert said is not None
    assert one.words in said[1]
    control = re.search(rf'<(?:input|select|textarea)[^>]* id="id_{one.field}"[^>]*>', page)
    assert control is not None
    assert re.search(rf'aria-describedby="[^"]*\b{error}\b', control[0])
    assert 'aria-invalid="true"' in control[0]
    alert = page[page.index('role="alert"') : page.index("</div>", page.index('role="alert"'))]
    assert f'href="#id_{one.field}"' in alert
    assert one.words in alert


def test_the_words_above_lead_to_a_motion_that_is_refused_too(programme: Programme) -> None:
    one = of_an_outcome(programme)
    motion = {"motion-TOTAL_FORMS": "1", "motion-0-wording": "Vent.", "motion-0-votes_for": "-1"}
    answer = browser_of(programme.house.director).post(f"{one.address}?lang=nb", {**one.sent, **motion})
    page = unescape(answer.content.decode())
    alert = page[page.index('role="alert"') : page.index("</div>", page.index('role="alert"'))]
    assert 'href="#id_motion-0-votes_for">«Stemmer for»: ' in alert
    assert 'id="id_motion-0-votes_for"' in page


def test_what_is_refused_of_a_value_that_nobody_sees_is_told_all_the_same(programme: Programme) -> None:
    one = of_an_outcome(programme)
    answer = browser_of(programme.house.director).post(f"{one.address}?lang=nb", {**one.sent, "version": "x"})
    page = unescape(answer.content.decode())
    alert = page[page.index('role="alert"') : page.index("</div>", page.index('role="alert"'))]
    assert re.search(r"</h2>\s*<p>[^<]+</p>", alert)


def test_other_words_than_were_proposed_are_not_adopted_as_proposed(programme: Programme) -> None:
    joined(programme)
    one = of_other_words_than_were_proposed(programme)
    answer = browser_of(programme.house.director).post(f"{one.address}?lang=nb", one.sent)
    page = unescape(answer.content.decode())
    alert = page[page.index('role="alert"') : page.index("</div>", page.index('role="alert"'))]
    assert (answer.status_code, one.words in alert) == (422, True)
    leads_to = re.search(r'href="#([^"]+)"', alert)
    assert leads_to is not None
    assert f'id="{leads_to[1]}"' in page
    assert one.sent["wording"] in page  # what was written stands
