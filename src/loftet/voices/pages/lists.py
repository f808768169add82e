"""The list of questions, what one municipality asks, and who answers there."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, ListPage, OnlyRowPage, Page
from loftet.core.verdicts import anybody
from loftet.core.versions import row_or_new
from loftet.people.filters import OwnerFilter
from loftet.people.pages.base import OfOrganisationMixin
from loftet.voices.actions.questions import set_up_voices
from loftet.voices.forms import SettingForm
from loftet.voices.models import Voice, VoiceQuestion, VoiceSetting
from loftet.voices.queries import answer_record, organisations_asking, questions_in_order
from loftet.voices.rules import handles, may_ask, may_set_up, setting_now
from loftet.voices.sentences import record_sentence, state_words
from loftet.voices.ways import ways

MOST_QUESTIONS = 50


class QuestionFilters(Filters):
    """Questions found by words and by who asks."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(VoiceQuestion, label=_("Municipality"))


class QuestionList(ListPage):
    """The questions that somebody may read, those that take input first."""

    rule = anybody
    title = _("Have your say")
    template_name = "voices/pages/questions.html"
    filters = QuestionFilters
    file_name = "medvirkning"
    empty = _("No municipality asks about anything now.")
    columns = (
        Column("title", _("Question"), link=True),
        Column("organisation", _("Municipality")),
        Column("state", _("State")),
        Column("opens_on", _("Opens")),
        Column("closes_on", _("Last day")),
        Column("answer_by", _("Answer by")),
        Column("outcome", _("What came of it")),
        Column("answer", _("The answer")),
        Column("absent", _("Who did not take part")),
    )

    def get_rows(self) -> QuerySet[VoiceQuestion]:
        """Return the questions in their order."""
        return questions_in_order(self.actor, self.actor.today)

    def lines(self, rows: Any) -> Any:
        """Return the questions: the page shows fewer columns than the file."""
        return [(one, state_words(one, self.actor.today)) for one in rows]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, other ways to be heard, and for whom the reader may ask."""
        return super().get_context(writes_for=organisations_asking(self.actor), ways=ways(), **more)


class VoicesOf(OfOrganisationMixin, Page):
    """The questions of one municipality, who answers, and how well that goes."""

    rule = anybody
    template_name = "voices/pages/of_municipality.html"

    def get_title(self) -> Any:
        """Return whose questions they are."""
        return gettext("Have your say in %(name)s") % {"name": self.subject.short_name}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the questions, and for those of the municipality what they can do."""
        organisation, actor = self.subject, self.actor
        rows = questions_in_order(actor, actor.today).filter(organisation=organisation)
        reads = bool(handles(actor, organisation))
        return super().get_context(**more) | {
            "lines": [(one, state_words(one, actor.today)) for one in rows[:MOST_QUESTIONS]],
            "setting": setting_now(organisation, actor.today),
            "record": record_sentence(answer_record(organisation, actor.today)),
            "ways": ways(),
            "may_ask": bool(may_ask(actor, organisation)),
            "may_set_up": bool(may_set_up(actor, organisation)),
            "reads": reads,
            "waiting": Voice.objects.waiting_in(organisation).count() if reads else 0,
        }


class VoicesSetUp(OfOrganisationMixin, OnlyRowPage):
    """Name who answers, and within how many days; until then the municipality asks nothing."""

    rule = may_set_up
    title = _("Who answers inhabitants?")
    lead = _("People are asked only when somebody has promised them an answer.")
    success = _("It is kept. The municipality can ask now.")
    template_name = "voices/pages/form.html"
    form_class = SettingForm
    action = set_up_voices
    back_url = ("voices_of", "slug")

    def get_row(self) -> VoiceSetting:
        """Return what is chosen now."""
        return row_or_new(VoiceSetting, organisation=self.subject)

    def get_form_options(self) -> dict[str, Any]:
        """Return what is chosen now, and whose it is."""
        return super().get_form_options() | {"organisation": self.subject, "today": self.actor.today}
