"""The pages of the use of indicators: what they are tied to, and ready text for documents."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.choosing.models import Choice, ChosenIndicator
from loftet.challenges.choosing.places import OfMunicipality
from loftet.challenges.choosing.rules import may_see
from loftet.challenges.targets.rules import may_work_for
from loftet.challenges.using.actions import change_use, remove_use, use_indicator
from loftet.challenges.using.models import IndicatorUse
from loftet.challenges.using.queries import UsedIndicator, used_indicators
from loftet.challenges.using.rules import may_change_use
from loftet.challenges.using.texts import Document, DocumentText, document_text
from loftet.core.export import file_response
from loftet.core.forms import RecordForm
from loftet.core.pages import ButtonPage, CreatePage, EditPage, RecordPage
from loftet.core.words import Words, page_language
from loftet.status.edition import PARAMETER, edition_of, store
from loftet.status.queries.names import names_now
from loftet.status.views.choosing import CHOOSE
from loftet.status.views.finding import find_municipality


class ChosenField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A chosen indicator, by its name."""

    def label_from_instance(self, obj: ChosenIndicator) -> str:
        """Return what it is called in the language of the page."""
        return names_now().get(obj.indicator) or str(obj)


class UseForm(RecordForm[IndicatorUse]):
    """The thing that a chosen indicator is tied to; a new use is of one of `chosen`."""

    link = forms.URLField(
        label=gettext_lazy("Where it can be read, if it can"), required=False, assume_scheme="https"
    )

    class Meta:
        model = IndicatorUse
        fields = ("kind", "text", "link")
        labels = {"kind": gettext_lazy("Tied to a")}
        help_texts = {"text": gettext_lazy("In the words of the plan or the budget.")}
        error_messages = {"text": {"required": gettext_lazy("Write what the indicator is used for.")}}

    def __init__(self, *args: Any, chosen: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if chosen is not None:
            field = ChosenField(queryset=chosen, label=gettext_lazy("Indicator"))
            self.fields = {"chosen": field, **self.fields}
            self.style_fields()


class OfUsed(OfMunicipality, RecordPage):
    """A page about the chosen indicators of a municipality."""

    rule = may_see

    def used(self, language: str) -> list[UsedIndicator]:
        """Return the chosen indicators in a language."""
        return used_indicators(store(), edition_of(self.request), self.subject, language)


class IndicatorUses(OfUsed):
    """The chosen indicators, and what each is tied to."""

    rule = may_see
    template_name = "challenges/pages/uses.html"

    def get_title(self) -> Words:
        """Return the heading."""
        return _("What %(place)s uses its indicators for") % {"place": self.subject.name}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the indicators, and the names of those that are not in use."""
        used = self.used(page_language())
        return super().get_context(
            used=used,
            tied=sum(bool(one.uses) for one in used),
            free=[one.name for one in used if not one.uses],
            may_work=bool(may_work_for(self.actor, self.subject)),
            **more,
        )


class UseIndicator(OfMunicipality, CreatePage):
    """The form that ties a chosen indicator to a goal of a plan, a budget line or a measure."""

    rule = may_work_for
    form_class = UseForm
    template_name = "challenges/pages/use_form.html"
    action = use_indicator
    title = gettext_lazy("Tie an indicator to a plan, a budget line or a measure")
    back_url = ("indicator_uses", "slug")

    def get_form_options(self) -> dict[str, Any]:
        """Return the chosen indicators."""
        rows = ChosenIndicator.objects.filter(set__place=self.subject, state=Choice.CHOSEN)
        rows = rows.select_related("set", "series__current").defer("series__current__content")
        return {"chosen": rows}


class ChangeUse(EditPage):
    """Change what an indicator is tied to."""

    rule = may_change_use
    model = IndicatorUse
    form_class = UseForm
    template_name = "challenges/pages/use_form.html"
    action = change_use
    title = gettext_lazy("Change what the indicator is used for")

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the context, with the municipality."""
        return super().get_context(place=self.subject.owner, **more)


class RemoveUse(ButtonPage):
    """The button that removes it."""

    rule = may_change_use
    model = IndicatorUse
    action = remove_use
    success = gettext_lazy("It is removed.")


class DocumentTexts(OfUsed):
    """Ready text for the annual report, the budget and plans, in the official form of the municipality."""

    rule = may_see
    template_name = "challenges/pages/texts.html"

    @cached_property
    def form_of_norwegian(self) -> str:
        """Return the official form; where that is neutral, the language of the page."""
        here = page_language()
        return self.subject.language if self.subject.language in ("nb", "nn") else here

    def texts(self) -> list[DocumentText]:
        """Return the text for each document, written in the official form."""
        edition, place = edition_of(self.request), self.subject.name
        with translation.override(self.form_of_norwegian):
            used = self.used(self.form_of_norwegian)
            return [document_text(one, place, edition, used, self.link) for one in Document]

    def link(self, used: UsedIndicator) -> str:
        """Return the permanent address of a figure: with its edition, so that it stays as it was."""
        if used.series is not None:
            return self.request.build_absolute_uri(used.series.get_absolute_url())
        edition = edition_of(self.request)
        query = f"?{CHOOSE}={self.subject.slug}" + (f"&{PARAMETER}={edition.id}" if edition else "")
        return self.request.build_absolute_uri(reverse("indicator", args=[used.key]) + query)

    def get_title(self) -> Words:
        """Return the heading."""
        return _("Text for the documents of %(place)s") % {"place": self.subject.name}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the texts."""
        return super().get_context(texts=self.texts(), norwegian=self.form_of_norwegian, **more)


class DocumentFile(DocumentTexts):
    """The text for one document as a file."""

    rule = may_see

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; an old address of the municipality leads on to the same document."""
        name = "document_text_txt"
        found = find_municipality(request, kwargs["municipality"], name, kwargs["kind"])
        return found if isinstance(found, HttpResponse) else super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *_args: object, **kwargs: object) -> HttpResponse:
        """Return the file."""
        found = next((one for one in self.texts() if one.document == kwargs["kind"]), None)
        if found is None:
            raise Http404(_("There is no text for such a document."))
        name = f"{slugify(self.subject.name)}-{found.document}.txt"
        return file_response(found.text + "\n", "text/plain; charset=utf-8", name)
