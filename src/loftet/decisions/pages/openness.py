"""Documents that leave the organisation: «skal dette journalføres?» is asked, and a case is handed out."""

from typing import Any, ClassVar

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import PostPage
from loftet.core.words import Words
from loftet.decisions.actions.departures import Journal, Receiver, hand_out
from loftet.decisions.forms import AccessForm, HandOutForm
from loftet.decisions.models import Departure
from loftet.decisions.parts import OfMatter
from loftet.decisions.queries.case_file import case_file
from loftet.decisions.rules import may_hand_matter_out
from loftet.openness.files import zip_response
from loftet.openness.journal import Journalled


class DepartureCreate(OfMatter):
    """Ask what was handed out or shared, to whom, and whether it is journalled."""

    rule = may_hand_matter_out
    title = _("Is this to be journalled?")
    lead = _(
        "Sharing a draft with other bodies normally ends its internal status. Note what left the "
        "organisation, and whether it is journalled."
    )
    button = _("Keep the answer")
    success: ClassVar[Words] = _("The answer is kept.")
    form_class: ClassVar[Any] = HandOutForm

    def what(self, form: Any) -> str:
        """Return what leaves."""
        return str(form.cleaned_data["what"])

    def save(self, form: Any) -> Departure:
        """Store the answer."""
        given = form.cleaned_data
        journal = Journal(Journalled(given["journalled"]), given["entry"])
        receiver = Receiver(given["receiver"], given["to_organisation"])
        return hand_out(self.subject, journal, what=self.what(form), receiver=receiver, actor=self.actor)


class AccessPage(DepartureCreate):
    """Ask who has asked for access, and whether it is journalled; the answer to the form is the case."""

    title = _("Hand the case out")
    lead = _(
        "You get one file with the case as a page and as data: texts, treatments, what has left the "
        "house, and the log. What is withheld is replaced by its paragraph."
    )
    button = _("Make the file")
    success = ""
    form_class = AccessForm

    def what(self, form: Any) -> str:
        """Return that it is the case itself."""
        return gettext("Access to the case")

    def get_response(self, form: Any) -> HttpResponse:
        """Return the case."""
        file = case_file(self.subject, self.actor.now)
        page = render_to_string("decisions/pages/case_file.html", {"file": file, "matter": file.matter})
        return zip_response(f"sak-{file.matter.pk}", page, file.data())


class AccessZip(PostPage, AccessPage):
    """The file alone: its address answers nobody who only reads it."""
