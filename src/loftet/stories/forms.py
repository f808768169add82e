"""The forms of a story: what is told, and its picture."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, day_field
from loftet.core.forms import Folded, LongSelect, RecordForm, VersionForm
from loftet.invalid_input import InvalidInput
from loftet.projects.models import Project
from loftet.stories.models import Licence, People, Picture, Story
from loftet.stories.pictures import DrawnPicture, draw_again

ADDED = ("quote", "quote_by", "quote_agreed_on", "class_question", "class_text", "class_task")


class StoryForm(Folded, RecordForm[Story]):
    """A story: five fields, and what can be added folded below them."""

    folded = {_("A quotation, and a page for a class"): ADDED}
    quote_agreed_on = day_field(
        _("Agreed to be quoted on"),
        required=False,
        help_text=_("The day on which the person agreed to be quoted here with their name."),
    )

    class Meta:
        model = Story
        fields = ("title", "text", "project", "figure", "figure_source", *ADDED)
        widgets = {"text": AREA, "class_text": AREA, "project": LongSelect}
        labels = {
            "title": _("What have you achieved?"),
            "text": _("How did you do it?"),
            "project": _("Project"),
            "figure": _("A number of your own"),
            "figure_source": _("Where is the number from?"),
            "quote": _("Quotation"),
            "quote_by": _("Who says it?"),
            "class_question": _("A question to the class"),
            "class_text": _("What has happened, in plain words"),
            "class_task": _("A task for the class"),
        }
        help_texts = {
            "title": _("One sentence, such as «We throw away a third less food»."),
            "text": _("Three to six sentences: what was the matter, what you did, what was hard."),
            "project": _("What the figures say of it is shown with the chart, word for word."),
            "figure": _("Such as «12 tonnes less food thrown away in 2025». Not needed with a project."),
            "figure_source": _("Such as «weighed in the kitchens, each week of 2025»."),
            "quote_by": _("Name and what the person does."),
            "class_question": _("Such as «How much food do you throw away?»"),
            "class_text": _("Short sentences, for somebody of ten years. No names."),
            "class_task": _("Something that a class can do in an hour."),
        }
        error_messages = {
            "title": {"required": _("Say what you have achieved.")},
            "text": {"required": _("Say how you did it.")},
        }

    def __init__(self, *args: Any, projects: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["project"]
        field.queryset = Project.objects.none() if projects is None else projects
        field.empty_label = _("None")


class PictureForm(VersionForm):
    """A picture with what must be said of it; it is drawn again as soon as it comes."""

    file = forms.FileField(
        label=_("The picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 10 MB. Where and when it was taken is removed from the file."
        ),
        error_messages={
            "empty": _("The file is empty."),
            "max_length": _("The name of the file is too long."),
        },
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=_("What does the picture show?"),
        max_length=200,
        help_text=_("For those who do not see it. One sentence."),
        error_messages={"required": _("Describe the picture for those who do not see it.")},
    )
    credit = forms.CharField(
        label=_("Photographer"),
        max_length=80,
        error_messages={"required": _("Say who took the picture.")},
    )
    licence = forms.ChoiceField(label=_("May others use it?"), choices=Licence.choices)
    people = forms.ChoiceField(
        label=_("Are there people in it?"),
        choices=[("", _("Choose")), *People.choices],
        help_text=_("For children, both parents must have agreed."),
        error_messages={"required": _("Choose an answer: have those who can be recognised agreed?")},
    )

    def __init__(self, *args: Any, picture: Picture | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        too_large = _("The picture can be at most 10 MB: send it in a smaller size.")
        self.fields["file"].widget.attrs |= {"data-most": settings.PICTURE_BYTES, "data-too-large": too_large}
        self.picture, self.drawn = picture, None

    drawn: DrawnPicture | None

    def clean_file(self) -> Any:
        """Draw the picture again.

        Raises:
            ValidationError: with the reason, where it is refused.
        """
        file: Any = self.cleaned_data["file"]
        if file is None and self.picture is None:
            raise forms.ValidationError(_("Choose a picture."))
        if file is not None:
            try:
                self.drawn = draw_again(file.size or 0, file)
            except InvalidInput as refused:
                raise forms.ValidationError([one.cause for one in refused.problems]) from refused
        return file
