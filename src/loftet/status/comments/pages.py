"""The pages of a municipality's comment on one of its figures: written, changed, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.forms import VersionForm
from loftet.core.pages import FormPage, Page, PostPage
from loftet.core.versions import ChangedMeanwhile
from loftet.places.models import Place
from loftet.status.comments.actions import NOT_WRITTEN, Written, withdraw_comment, write_comment
from loftet.status.comments.forms import CommentForm
from loftet.status.comments.queries import comment_on
from loftet.status.comments.rules import may_comment
from loftet.status.edition import kept_query
from loftet.status.models import FigureComment
from loftet.status.views.finding import Figure, find_figure, find_place


class OnFigure(Page):
    """A page about a figure of a municipality that the person may speak for."""

    rule = may_comment
    subject: Place

    def get_subject(self) -> Place:
        """Return the municipality."""
        place = find_place(self.kwargs["place"])
        if place is None:
            raise Http404(_("There is no municipality «%(name)s».") % {"name": self.kwargs["place"]})
        return place

    @cached_property
    def figure(self) -> Figure:
        """Return the figure, or say what is not there."""
        return find_figure(self.request, self.kwargs["key"], self.kwargs["place"])

    def read_comment(self) -> FigureComment | None:
        """Return the comment on the figure, also one that has been withdrawn."""
        return comment_on(self.subject, self.figure.indicator.key)

    def get_success_url(self) -> str:
        """Return the address of the figure on the municipality's page of its goal."""
        indicator = self.figure.indicator
        page = reverse("municipality_goal", args=[self.subject.slug, indicator.goal])
        return f"{page}{kept_query(self.request)}#{indicator.key}"


class CommentPage(OnFigure, FormPage):
    """The form that writes what the municipality says of its figure."""

    rule = may_comment
    template_name = "status/pages/figure_comment.html"
    form_class = CommentForm
    success = gettext_lazy("The comment is shown beside the figure.")

    def get_form_options(self) -> dict[str, Any]:
        """Return the comment that stands, or an empty one in the municipality's own language."""
        comment, own = self.read_comment(), self.subject.official_form
        begun = {"text": "", "language": own, "version": comment.version if comment else NOT_WRITTEN}
        if comment and comment.withdrawn is None:
            begun |= {"text": comment.text, "language": comment.language}
        return {"initial": begun}

    def save(self, form: CommentForm) -> FigureComment:
        """Write the comment."""
        given, figure = form.cleaned_data, self.figure
        written = Written(figure.edition.id, figure.indicator.key, given["text"], given["language"])
        return write_comment(self.subject, written, given["version"], actor=self.actor)

    def newest(self, form: CommentForm) -> int:
        """Return the version that stands now; its text is on the page above the form."""
        comment = self.read_comment()
        return comment.version if comment else NOT_WRITTEN

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the figure, and its comment now."""
        comment = self.read_comment()
        return super().get_context(**more) | {
            "figure": self.figure,
            "place": self.subject,
            "comment": comment if comment and comment.withdrawn is None else None,
            "back": self.get_success_url(),
        }


class CommentWithdraw(OnFigure, PostPage):
    """The button that withdraws the comment."""

    rule = may_comment

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Withdraw it, and go back to the figure."""
        comment, form = self.read_comment(), VersionForm(request.POST)
        if comment is None or not form.is_valid():
            raise Http404(_("There is no comment on this figure."))
        comment.version = form.cleaned_data["version"]
        try:
            withdraw_comment(comment, actor=self.actor)
        except ChangedMeanwhile:
            messages.info(
                request, _("Somebody else has changed the comment since. Read it before you withdraw it.")
            )
            return redirect(comment.get_absolute_url())
        messages.success(request, _("The comment is withdrawn."))
        return redirect(self.get_success_url())
