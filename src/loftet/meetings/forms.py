"""The forms of an event and of a team."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.fields import begin_at, day_field, link_field, time_field
from loftet.core.forms import PlainForm, RecordForm, VersionForm
from loftet.meetings.actions.teams import Person
from loftet.meetings.agenda import agenda_lines, parse_agenda
from loftet.meetings.kinds import Audience, choices, keys_of
from loftet.meetings.models import LONGEST_KNOW, MOST_SEATS, Attendee, Event, Side, Team, Way
from loftet.meetings.subjects import keys_now, rows_of
from loftet.people.models import Organisation
from loftet.programme.models import Cohort

NEW_ROWS = 3  # empty lines below the people of a team
FIRST_ROWS, SHOWN_ROWS = 4, 2  # of a new team: empty lines, and those that are not folded
TEXT_WIDGET = forms.Textarea(attrs={"rows": 4})


class EventForm(RecordForm[Event]):
    """The kind of meeting, what it is about, when and where."""

    kind = forms.ChoiceField(label=_("What kind of meeting is it?"))
    day = day_field(_("Day"))
    subjects = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    folded_from = 8  # subjects that are not folded; those of now come first

    class Meta:
        model = Event
        fields: tuple[str, ...] = ("kind", "title", "day", "where", "cohort")
        labels = {
            "title": _("What is it called?"),
            "where": _("Where?"),
            "cohort": _("Of which cohort?"),
        }
        help_texts = {
            "title": _("In a few words, such as «Leaks in water pipes: meet the municipalities»."),
            "where": _("House and place. Leave it empty where all take part digitally."),
        }
        error_messages = {"title": {"required": _("Write what it is called.")}}

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], cohorts: Sequence[Cohort], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        kind, subjects, cohort = (self.fields[name] for name in ("kind", "subjects", "cohort"))
        for_cohorts = () if cohorts else set(keys_of(Audience.COHORT)) - {self.instance.kind}
        kind.choices = [one for one in choices() if one[0] not in for_cohorts]  # type: ignore[attr-defined]
        subjects.choices = offered  # type: ignore[attr-defined]
        self.offered = [key for key, _name in offered]
        if self.instance.pk is not None:
            self.initial["subjects"] = self._shown(self.instance)
        else:
            begin_at(self.fields["day"], timezone.localdate(), _("Choose a day that is still to come."))
        cohort.queryset = Cohort.objects.filter(pk__in=[one.pk for one in cohorts])  # type: ignore[attr-defined]
        cohort.required = False
        if not cohorts:
            del self.fields["cohort"]
        if not offered:
            del self.fields["subjects"]

    @property
    def unfolds(self) -> bool:
        """Check whether a folded subject is ticked."""
        ticked = self["subjects"].value() or ()
        return any(key in ticked for key in self.offered[self.folded_from :])

    def _shown(self, event: Event) -> list[str]:
        """Return the keys of what an event is about, as far as the form offers it."""
        return [key for key in keys_now(event) if key in self.offered]

    def clean(self) -> dict[str, Any]:
        """Set registration to close on the new day at the latest."""
        found = super().clean() or self.cleaned_data
        if self.instance.pk is not None and found.get("day"):
            self.instance.closes = min(self.instance.closes, found["day"])
        return found

    @property
    def changes(self) -> dict[str, Any]:
        """Return what was filled in, with what it is about as rows; what the form does not offer stays."""
        found = dict(super().changes)
        chosen = found.pop("subjects", ())
        if self.instance.pk is None:
            return found | dict(rows_of(chosen))
        stays = [key for key in keys_now(self.instance) if key not in self.offered]
        return found | dict(rows_of([*chosen, *stays])) | {"closes": self.instance.closes}

    def values_of(self, record: Event) -> dict[str, Any]:
        """Return what is stored, with what it is about by keys."""
        names = [name for name in self.fields if name not in ("version", "subjects")]
        return {**forms.model_to_dict(record, fields=names), "subjects": self._shown(record)}


def count_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a number of people, which may be left out."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=help_text,
        error_messages={"invalid": _("Write a whole number.")},
    )


class PlacesForm(RecordForm[Event]):
    """The places, and until when people register."""

    closes = day_field(_("Register until"))
    seats = count_field(_("How many can come?"), _("Empty: as many as want to. Those who are too late wait."))
    most_market = count_field(_("How many of them from firms?"), _("Empty: no limit of its own."))
    most_each = count_field(_("How many from one organisation?"), _("Empty: no limit of its own."))

    link = link_field(
        _("Digital address"),
        _("Only those who are registered get it. Without one nobody takes part digitally."),
    )

    class Meta:
        model = Event
        fields = ("closes", "seats", "most_market", "most_each", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the first day that is taken: today, or the one that was written before."""
        super().__init__(*args, **kwargs)
        first = min(self.instance.closes, timezone.localdate())
        begin_at(self.fields["closes"], first, _("Choose a day that is still to come."))


class ProgrammeForm(RecordForm[Event]):
    """The times, what it is about, and the agenda."""

    begins = time_field(_("Begins"))
    ends = time_field(_("Ends"))
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("A line for each: minutes, what happens, and after a semicolon who. The times follow."),
    )

    class Meta:
        model = Event
        fields = ("begins", "ends", "about", "agenda")
        widgets = {"about": TEXT_WIDGET}
        labels = {"about": _("What happens there, in a few sentences")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["agenda"] = agenda_lines(self.instance.agenda)
        for name in ("begins", "ends"):
            self.fields[name].required = True

    def clean_agenda(self) -> list[list[Any]]:
        """Return the lines as items."""
        return parse_agenda(self.cleaned_data["agenda"])

    def values_of(self, record: Event) -> dict[str, Any]:
        """Return what is stored, with the agenda as it is written."""
        return {**super().values_of(record), "agenda": agenda_lines(record.agenda)}


class InviteForm(VersionForm):
    """The addresses that are invited by letter."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        error_messages={"required": _("Write an e-mail address.")},
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Paste addresses, with spaces, commas or lines between them."),
    )

    def clean_emails(self) -> list[str]:
        """Return the addresses."""
        text: str = self.cleaned_data["emails"]
        for sign in ",;<>\n\r\t":
            text = text.replace(sign, " ")
        return [one for one in text.split() if "@" in one or len(one) > 2]


class AnnounceForm(InviteForm):
    """The addresses that are invited as an event is announced; none is needed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        emails = self.fields["emails"]
        emails.required, emails.label = False, _("Invite by e-mail")
        emails.help_text = _("Paste addresses, with spaces, commas or lines between them. May be left out.")


class CancelForm(VersionForm):
    """The reason why a meeting is cancelled."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who are registered read it."),
        error_messages={"required": _("Write why it is cancelled.")},
    )


# --- a team -------------------------------------------------------------------------------------------


class PeopleForm(PlainForm):
    """The people of a team, a line each: those who are there, and empty lines for more."""

    people: Sequence[Attendee] = ()
    first_rows = NEW_ROWS

    def __init__(self, *args: Any, event: Event, people: Iterable[Attendee] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.event, self.people = event, tuple(people)
        self.rows: list[str] = [f"p{one.pk}" for one in self.people]
        for one in self.people:
            self._add(f"p{one.pk}", one)
        for number in range(self.first_rows):
            self.rows.append(f"n{number}")
            self._add(f"n{number}", None)
        self.style_fields()

    def _add(self, row: str, one: Attendee | None) -> None:
        ways = [
            choice
            for choice in Way.choices
            if (choice[0] != Way.DIGITAL or self.event.link) and (choice[0] != Way.AWAY or one)
        ]
        self.fields[f"name_{row}"] = forms.CharField(
            label=_("Name"), required=False, max_length=120, initial=one.name if one else ""
        )
        self.fields[f"role_{row}"] = forms.CharField(
            label=_("Role"), required=False, max_length=120, initial=one.role if one else ""
        )
        if len(ways) > 1:
            self.fields[f"way_{row}"] = forms.ChoiceField(
                label=pgettext_lazy("takes part", "How?"),
                required=False,
                choices=ways,
                initial=one.way if one else Way.PHYSICAL,
            )
        self.fields[f"know_{row}"] = forms.CharField(
            label=_("Is there something we should know?"),
            required=False,
            max_length=LONGEST_KNOW,
            help_text=_("Something is written, and the organiser alone reads it. Write here to replace it.")
            if one and one.know
            else "",
        )

    @property
    def folded_from(self) -> int:
        """Return from which line on the form is folded: those for more people than are there."""
        return len(self.people) or SHOWN_ROWS

    @property
    def unfolds(self) -> bool:
        """Check whether a folded line was filled in."""
        fields = (one for _person, line in self.lines[self.folded_from :] for one in line)
        return any(one.data is not None and one.field.has_changed(one.initial, one.data) for one in fields)

    @property
    def lines(self) -> list[tuple[Attendee | None, list[forms.BoundField]]]:
        """Return the fields of each person, those who are there first."""
        by_row = {f"p{one.pk}": one for one in self.people}
        return [
            (
                by_row.get(row),
                [
                    self[f"{name}_{row}"]
                    for name in ("name", "role", "way", "know")
                    if f"{name}_{row}" in self.fields
                ],
            )
            for row in self.rows
        ]

    @property
    def team(self) -> list[Person]:
        """Return the people that were filled in."""
        found, data = [], self.cleaned_data
        for row in self.rows:
            is_there = row.startswith("p")
            name, role, know = (data.get(f"{part}_{row}") or "" for part in ("name", "role", "know"))
            way = data.get(f"way_{row}") or Way.PHYSICAL
            if is_there or name or role or know:
                key = int(row[1:]) if is_there else None
                found.append(Person(key, name, role, str(way), know or (None if is_there else "")))
        return found


class RegisterForm(PeopleForm):
    """A team in one form: for whom, where its letters go, and its people."""

    first_rows = FIRST_ROWS
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which organisation?"), required=False
    )
    name = forms.CharField(
        label=_("Or somebody without an account: which organisation?"), required=False, max_length=200
    )
    side = forms.ChoiceField(label=_("Group"), required=False, choices=Side.choices)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The link by which you change it is sent there."),
        error_messages={
            "required": _("Write where the link is sent."),
            "invalid": _("Write an e-mail address."),
        },
    )

    def __init__(self, *args: Any, own: Sequence[Organisation], organises: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own])
        if own and not organises:
            choice.empty_label, choice.required, choice.initial = None, True, own[0]
        if not own and not organises:  # a firm without an account, in a market dialogue
            del self.fields["organisation"]
            self.fields["name"].label = _("Which firm or organisation?")
        elif not organises:
            del self.fields["name"]
        if not organises:
            del self.fields["side"]

    def clean(self) -> dict[str, Any]:
        """Refuse a registration for nobody."""
        found = super().clean() or self.cleaned_data
        if "name" in self.fields and not found.get("organisation") and not found.get("name"):
            self.add_error("name", _("Say for which organisation."))
        _nobody, first = self.lines[0]
        if not self.team and not any(one.errors for one in first):
            self.add_error("name_n0", _("Name at least one who takes part."))
        return found

    @property
    def written(self) -> dict[str, Any]:
        """Return the fields of the team."""
        data = self.cleaned_data
        found = {"email": data["email"]}
        if "name" in self.fields and not data.get("organisation"):
            found |= {"name": data["name"], "side": data.get("side") or Side.MARKET}
        return found


class TeamForm(PeopleForm):
    """The people of a team as they are, to be changed; and lines for more."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team, adds: bool = True, **options: Any) -> None:
        self.first_rows = NEW_ROWS if adds else 0
        options.setdefault("initial", {})["version"] = team.version
        super().__init__(*args, event=team.event, people=team.attendees.all(), **options)
