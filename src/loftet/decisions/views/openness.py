"""What leaves the house: «skal dette journalføres?» is asked, and a case is handed out on request."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.saving import bound_data
from loftet.core.verdicts import demand
from loftet.decisions.actions.departures import Journal, Receiver, hand_out
from loftet.decisions.forms import AccessForm, HandOutForm
from loftet.decisions.models import Journalled, Matter
from loftet.decisions.queries.case_file import CaseFile, case_file
from loftet.decisions.rules import may_hand_out
from loftet.decisions.views.asking import Question, answer, ask
from loftet.decisions.views.finding import who_and_when, works_on_matter
from loftet.decisions.views.matters import crumbs_of
from loftet.people.access import permissions_of

METHODS = ["GET", "HEAD", "POST"]


@works_on_matter
@require_http_methods(METHODS)
def note_departure(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Ask what was handed out or shared, to whom, and whether it is journalled."""
    demand(may_hand_out(permissions_of(request), one))
    form = HandOutForm(bound_data(request))
    question = Question(
        heading=_("Is this to be journalled?"),
        answer=_(
            "Whoever shares a draft with other bodies normally ends its internal status. Note what left the "
            "house, and whether it is journalled."
        ),
        submit=_("Keep the answer"),
        back=reverse("matter", args=[one.pk]),
        kept=_("The answer is kept."),
        crumbs=crumbs_of(one),
    )
    return answer(request, question, form, lambda: _hand_out(request, one, form, form.cleaned_data["what"]))


def _hand_out(request: HttpRequest, one: Matter, form: HandOutForm | AccessForm, what: str) -> None:
    given = form.cleaned_data
    journal = Journal(Journalled(given["journalled"]), given["entry"])
    receiver = Receiver(given["receiver"], given["to_organisation"])
    hand_out(one, journal, what=what, receiver=receiver, **who_and_when(request))


@require_safe
@works_on_matter
def ask_for_access(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Ask who has asked for access, and whether it is journalled, before the case is handed out."""
    demand(may_hand_out(permissions_of(request), one))
    return ask(request, _access_question(one), AccessForm())


def _access_question(one: Matter) -> Question:
    return Question(
        heading=_("Hand the case out"),
        answer=_(
            "You get one file with the case as a page and as data: texts, treatments, what has left the "
            "house, and the log. What is withheld is replaced by its paragraph."
        ),
        submit=_("Make the file"),
        back=reverse("matter", args=[one.pk]),
        crumbs=crumbs_of(one),
        extra={"action": reverse("access_zip", args=[one.pk]), "action_view": "access_zip"},
    )


@works_on_matter
@require_POST
def access_zip(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Store the answer about the journal, and return the case."""
    demand(may_hand_out(permissions_of(request), one))
    form = AccessForm(request.POST)
    return answer(
        request,
        _access_question(one),
        form,
        lambda: _hand_out(request, one, form, _("Access to the case")),
        then=lambda _done: _zipped(case_file(one, timezone.now())),
    )


def _zipped(file: CaseFile) -> HttpResponse:
    name, out = f"sak-{file.matter.pk}", BytesIO()
    data = json.dumps(file.data(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    page = render_to_string("decisions/pages/case_file.html", {"file": file, "matter": file.matter})
    with ZipFile(out, "w", ZIP_DEFLATED) as whole:
        whole.writestr(f"{name}/{name}.html", page)
        whole.writestr(f"{name}/{name}.json", data)
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-innsyn.zip"'
    return response
