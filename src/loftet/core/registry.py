"""The registration of apps: one `App` in its `app.py`, found when the site starts.

An app names here its words in the log, its notices, what waits for people, what it shows on other apps'
pages, what it keeps about persons, whose language a page is in, where the menu leads, what the demo makes,
an example of each record for the tests, what it hands to search, the API and OCDS, its letters, jobs, work
and checks, and what it gives to the hooks of earlier apps. What it leaves out, it does not have. Packages
read the registry; none imports a later one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar

from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from loftet.core.actor import AnyActor
from loftet.core.demo import Demo
from loftet.core.hooks import Added, Hook
from loftet.core.kinds import HealthCheck, Job, LetterKind, WorkKind
from loftet.core.mail import Contact
from loftet.core.ocds import OcdsSource
from loftet.core.panels import Panel, Shows
from loftet.core.reading import Reads, answer_all
from loftet.core.search import RecordSource, SearchSource
from loftet.core.verdicts import Verdict
from loftet.core.words import Words
from loftet.log import words as log_words

T = TypeVar("T")
P = ParamSpec("P")
Condition: TypeAlias = Callable[[AnyActor], Q]


class Topic(StrEnum):
    """A part of the site that a person may hear of or not: few, because nobody sets many."""

    MATTERS = "matters"
    PROGRAMME = "programme"
    TRADE = "trade"
    FIGURES = "figures"


TOPICS: Mapping[Topic, Words] = {
    Topic.MATTERS: _("Matters and meetings"),
    Topic.PROGRAMME: _("The programme, people and the calendar"),
    Topic.TRADE: _("Needs, solutions and purchases"),
    Topic.FIGURES: _("Figures and error reports"),
}


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A sentence, whose places in brackets are filled by a notice's label and details; and what it is about.

    `about` is what the kind is called where people choose what they want to hear of. A kind with `letter` is
    an e-mail at once: it is called with the subject of the notice when the letter is sent, and returns what
    the letter says after the sentence; `contact` then returns whom to ask, where it is not a facilitator of
    the reader's own region. Its `topic` is that of its app, where it has none of its own.
    """

    sentence: Words
    about: Words
    letter: Callable[[Any], Words] | None = None
    topic: Topic | None = None
    contact: Callable[[Any], Contact | None] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for somebody: what, where, for which organisation, why by them, by which day.

    Tasks of an organisation that ask the same `question` are one line: the shortest, by the first of the
    days.
    One that `is_reminder` is a day to know of: there is nothing to do about it on this site. One that
    `can_wait` is what the site suggests, and nobody stands still without it: it is left for later
    (`is_later`) while something else is due. `give` is the address at which it is given to somebody else,
    where it can be.
    """

    what: Words
    address: str
    organisation: str
    reason: Words
    due: date | None = None
    is_reminder: bool = False
    can_wait: bool = False
    is_later: bool = False
    give: str = ""
    question: str = ""


TaskReads: TypeAlias = Reads[Iterable[Task]]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link in the menu: the name of the address, and its words.

    One that has `under` is a link on the pages of that entry, after the entry itself, and not in the menu.
    One that has a `rule` is a link for those alone whom the rule of its page lets in.
    """

    url_name: str
    words: Words
    under: str = ""
    rule: Callable[[AnyActor, None], Verdict] | None = None

    def leads_on(self, actor: AnyActor | None) -> bool:
        """Check whether the link leads somebody to the page, and not to the sign-in or a refusal."""
        return self.rule is None or (actor is not None and bool(self.rule(actor, None)))


@dataclass(frozen=True, slots=True)
class Example:
    """Records that tests can walk: the words of addresses, and who is let in where, by the name of the page.

    `words` fills addresses; `let_in` names, for each page, who is let in by its rule: «nobody», «no role», or
    a kind of role in the organisation that the example is made for («own: editor»), in a municipality of its
    region («member: planner»), by delegation there («lent: planner»), or elsewhere («other: editor»).
    `may_send` names who may send a form that more may see; `asked` whom the tests ask beside all these.
    `sent` is a form filled in rightly, and `query` what an address asks for, where a page needs them.
    """

    words: Mapping[str, object]
    let_in: Mapping[str, Sequence[str]]
    may_send: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asked: Sequence[str] = ()
    sent: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    query: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def people(self) -> Sequence[str]:
        """Return everybody that the example names, and nobody."""
        named = [*self.let_in.values(), *self.may_send.values(), self.asked]
        return tuple(dict.fromkeys(("nobody", *(who for names in named for who in names))))

    def senders(self, page: str) -> Sequence[str]:
        """Return who may send the form or press the button of a page."""
        return self.may_send.get(page, self.let_in.get(page, ()))


@dataclass(frozen=True, kw_only=True)
class App:
    """The contributions of an app to the others; `label` is the app's label in Django."""

    label: str
    visible: Mapping[type[Model], Condition] = field(default_factory=dict)  # who may see which rows
    log_words: Mapping[str, Words] = field(default_factory=dict)
    log_names: Mapping[str, Callable[[str], Words | None]] = field(default_factory=dict)
    notices: Mapping[str, NoticeWords] = field(default_factory=dict)
    topic: Topic = Topic.PROGRAMME  # of its notices
    tasks: Sequence[Callable[[AnyActor], TaskReads]] = ()
    panels: Sequence[tuple[str, Shows]] = ()  # by the spot of a page
    personal_data: Mapping[str, Any] = field(default_factory=dict)  # people.personal_data.DataTable, by name
    language_of: Mapping[str, Callable[[Any], str | None]] = field(default_factory=dict)
    menu: Sequence[MenuEntry] = ()
    demo: Callable[[Demo], object] | None = None
    example: Callable[[Any, Any], Example] | None = None
    search: Sequence[SearchSource] = ()
    api: Any = None  # a django-ninja Router, mounted under /api/v1/<label>/
    ocds: Sequence[OcdsSource] = ()
    states: Mapping[str, Any] = field(default_factory=dict)  # loftet.core.states.States, by model
    noted: Mapping[str, Any] = field(default_factory=dict)  # notices.noted.kinds.NotedKind, by key
    letters: Mapping[str, LetterKind] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)
    work: Mapping[str, WorkKind] = field(default_factory=dict)
    checks: Mapping[str, HealthCheck] = field(default_factory=dict)  # by names that the whole world may read
    hooks: Sequence[Added] = ()  # what it gives to earlier apps that ask for it


_APPS: dict[str, App] = {}
_PARAMETERS: set[str] = set()


def collected(collect: Callable[P, T]) -> Callable[P, T]:
    """Build what collects something of all apps once, until other apps are registered."""
    known: dict[object, tuple[list[App], T]] = {}

    @wraps(collect)
    def found(*args: P.args, **kwargs: P.kwargs) -> T:
        now = list(_APPS.values())
        if args not in known or known[args][0] != now:
            known[args] = (now, collect(*args, **kwargs))
        return known[args][1]

    return found


def autodiscover() -> None:
    """Import the `app` module of every installed app, and register its `APP`."""
    autodiscover_modules("app")


def register(app: App) -> App:
    """Register an app; the same label twice is a mistake, and so is the same name of personal data.

    Raises:
        ValueError: when another app has the label, or a table of personal data of the same name, or when the
            app hands out rows of which nobody has said who may see them.
    """
    if _APPS.get(app.label, app) is not app:
        raise ValueError(f"two apps are called «{app.label}»")
    others = {name for one in _APPS.values() if one is not app for name in one.personal_data}
    if both := sorted(others & app.personal_data.keys()):  # one would be neither handed out nor erased
        raise ValueError(f"«{both[0]}» of «{app.label}» is another app's personal data")
    said = {model for one in _APPS.values() if one is not app for model in one.visible}
    for model in said & app.visible.keys():
        raise ValueError(f"it is said twice who may see a {model.__name__}")
    for model in models_shown(app) - said - app.visible.keys():
        raise ValueError(f"«{app.label}» does not say who may see a {model.__name__}")
    _APPS[app.label] = app
    log_words.register_log_words(app.log_words)
    log_words.name_keys(app.log_names)
    return app


def models_shown(app: App) -> Set[type[Model]]:
    """Return the models whose rows an app hands to search and open data, or lets people follow."""
    searched = {one.model for one in app.search if isinstance(one, RecordSource)}
    values = (one.value for one in app.hooks)
    followed = {one for one in values if isinstance(one, type) and issubclass(one, Model)}
    return searched | followed | {one.model for one in app.ocds}


@collected
def conditions() -> Mapping[type[Model], Condition]:
    """Return the condition on the rows that somebody may see, by model."""
    return {model: condition for app in _APPS.values() for model, condition in app.visible.items()}


def apps() -> Sequence[App]:
    """Return every registered app, in the order in which they were registered."""
    return tuple(_APPS.values())


@collected
def notice_words() -> Mapping[str, NoticeWords]:
    """Return the words of every kind of notice."""
    return {kind: words for app in _APPS.values() for kind, words in app.notices.items()}


@collected
def kinds_by_topic() -> Mapping[Topic, Sequence[str]]:
    """Return the kinds of notice of each topic; a topic of none is left out."""
    found: dict[Topic, list[str]] = {topic: [] for topic in Topic}
    for app in _APPS.values():
        for kind, words in app.notices.items():
            found[words.topic or app.topic].append(kind)
    return {topic: kinds for topic, kinds in found.items() if kinds}


@collected
def kinds_with_letter() -> Set[str]:
    """Return the kinds of notice that are a letter at once."""
    every = (app.notices.items() for app in _APPS.values())
    return {kind for notices in every for kind, words in notices if words.letter is not None}


def tasks_for(actor: AnyActor) -> Iterator[Task]:
    """Return the tasks that wait for somebody, app by app; as many queries as the longest of them asks."""
    for found in answer_all(ask(actor) for app in _APPS.values() for ask in app.tasks):
        yield from found


@collected
def personal_data() -> Mapping[str, Any]:
    """Return the tables that hold something about persons, by the names that they have in the file."""
    return {name: table for app in _APPS.values() for name, table in app.personal_data.items()}


@collected
def languages() -> Mapping[str, Callable[[Any], str | None]]:
    """Return what an address may name that has an official form of Norwegian, and where it is asked for."""
    return {word: ask for app in _APPS.values() for word, ask in app.language_of.items()}


@collected
def menu() -> Sequence[MenuEntry]:
    """Return the links of the menu, in the order of the apps."""
    return tuple(entry for app in _APPS.values() for entry in app.menu)


def add_parameters(names: Iterable[str]) -> None:
    """Add names of the query that a page reads; the site takes away all others."""
    _PARAMETERS.update(names)


def parameters() -> Set[str]:
    """Return the names of the query that the lists of all apps read."""
    return _PARAMETERS


@collected
def search_sources() -> Mapping[str, SearchSource]:
    """Return what search can find, by the key of the kind."""
    return {source.kind: source for app in _APPS.values() for source in app.search}


@collected
def ocds_sources() -> Sequence[OcdsSource]:
    """Return what is handed out as open contracting data, app by app."""
    return tuple(source for app in _APPS.values() for source in app.ocds)


def panels_in(spot: str, request: HttpRequest, subject: Any) -> Iterator[Panel]:
    """Return the panels for a spot of a page about something, app by app."""
    for shows in shown_in(spot):
        if (panel := shows(request, subject)) is not None:
            yield panel


@collected
def shown_in(spot: str) -> Sequence[Shows]:
    """Return what apps show in a spot, app by app."""
    return [shows for app in _APPS.values() for name, shows in app.panels if name == spot]


@collected
def letter_kinds() -> Mapping[str, LetterKind]:
    """Return all kinds of letter by name."""
    return {name: kind for app in _APPS.values() for name, kind in app.letters.items()}


@collected
def jobs() -> Mapping[str, Job]:
    """Return all jobs by name."""
    return {name: job for app in _APPS.values() for name, job in app.jobs.items()}


@collected
def work_kinds() -> Mapping[str, WorkKind]:
    """Return all kinds of work by name."""
    return {name: kind for app in _APPS.values() for name, kind in app.work.items()}


@collected
def health_checks() -> Mapping[str, HealthCheck]:
    """Return all checks by name, in the order in which they are told."""
    return {name: check for app in _APPS.values() for name, check in app.checks.items()}


@collected
def added_to(hook: Hook[T]) -> tuple[T, ...]:
    """Return what apps give to a hook, in their order."""
    return tuple(one.value for app in _APPS.values() for one in app.hooks if one.hook is hook)


def call_all(hook: Hook[Callable[P, T]], *args: P.args, **kwargs: P.kwargs) -> list[T]:
    """Call what apps give to a hook, in their order, and return what each returns."""
    return [one(*args, **kwargs) for one in added_to(hook)]
