"""What nobody should send to the forms of reports: each is refused at its field, and nothing is changed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from loftet.decisions.models import Treatment
from loftet.reports.models import PlaceReport, Sending, State, WordTemplate
from tests.people.partnership import World, browser_of
from tests.reports.place.conftest import People

ORDER, MEMBERS, TEMPLATE = (
    "/kommuner/gol/rapporter/",
    "/regioner/hallingdal/rapporter/alle/",
    "/kommuner/gol/rapporter/mal/",
)
BOX = "postmottak@gol.example"
WORD = b"PK\x03\x04 not a zip"


@pytest.mark.parametrize(
    ("address", "sent", "fields"),
    [
        (ORDER, {}, {"kind", "language"}),
        (ORDER, {"kind": "../saksframlegg", "language": "nn"}, {"kind"}),
        (ORDER, {"kind": "vlr", "language": "se"}, {"language"}),
        (MEMBERS, {}, {"kind"}),
        (MEMBERS, {"kind": "vlr, one-page"}, {"kind"}),
        (MEMBERS, {"kind": "x" * 5000}, {"kind"}),
        (TEMPLATE, {}, {"file"}),
        (TEMPLATE, {"file": ("mal.docx", b"")}, {"file"}),
        (TEMPLATE, {"file": ("mal.docx", WORD)}, {"file"}),
        ("{report}send/", {"address": "ingen", "journal": "not_needed"}, {"address"}),
        ("{report}send/", {"address": "post@stranger.example", "journal": "not_needed"}, {"address"}),
        ("{report}send/", {"address": BOX, "journal": "entered"}, {"journal_case"}),
        ("{report}vedtak/", {"version": "{version}"}, {"decision"}),
        ("{report}vedtak/", {"version": "{version}", "decision": "90000"}, {"decision"}),
        ("{report}vedtak/", {"version": "ny", "decision": "{decision}"}, {"version"}),
    ],
)
def test_three_bad_inputs_on_each_form(
    address: str,
    sent: dict[str, Any],
    fields: set[str],
    world: World,
    people: People,
    approved: PlaceReport,
    decision: Treatment,
) -> None:
    told = {"report": approved.get_absolute_url(), "version": approved.version, "decision": decision.pk}
    data = {
        name: SimpleUploadedFile(*one) if isinstance(one, tuple) else one.format(**told)
        for name, one in sent.items()
    }
    asker = people.council if address == MEMBERS else people.planner
    answer = browser_of(asker).post(address.format(**told), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == fields
    assert list(PlaceReport.objects.values_list("state", flat=True)) == [State.APPROVED]
    assert (Sending.objects.count(), WordTemplate.objects.count()) == (0, 0)
