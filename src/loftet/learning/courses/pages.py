"""The pages of courses: the list, a course with its check, and the button of who has taken it."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import Page
from loftet.core.registry import add_parameters
from loftet.core.verdicts import anybody
from loftet.learning.actions import finish_course
from loftet.learning.courses.content import (
    as_html,
    course_of,
    courses,
    facts_of,
    filled,
    language_of,
    own_place,
    text_of,
)
from loftet.learning.queries import finished_courses
from loftet.people.models import RoleKind
from loftet.people.pages.base import SignedInButton
from loftet.sources.course_files import Course, CourseText, Question

CHOICES = ("svar1", "svar2", "svar3")
add_parameters(CHOICES)


class CourseList(Page):
    """The courses, and which of them the reader has taken."""

    rule = anybody
    title = _("Courses of twenty minutes")
    template_name = "learning/pages/courses.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return each course with its role, and when the reader finished it."""
        finished = finished_courses(self.actor.user)
        lines = [(one.key, text_of(one), finished.get(one.key)) for one in courses()]
        shown = [(key, text, RoleKind(text.role).label, day) for key, text, day in lines]
        return super().get_context(courses=shown, **more)


class OfCourse:
    """A page about the course that the address names."""

    kwargs: dict[str, Any]

    def get_subject(self) -> Course:
        """Return the course, or answer 404."""
        course = course_of(self.kwargs["course"])
        if course is None:
            raise Http404(gettext("There is no such course."))
        return course


class CoursePage(OfCourse, Page):
    """One course; the answers of its check stand in the address, so that it works without signing in."""

    rule = anybody
    template_name = "learning/pages/course.html"

    @cached_property
    def text(self) -> CourseText:
        """Return the course in the language of the reader."""
        return text_of(self.subject)

    def get_title(self) -> str:
        """Return what the course is called."""
        return self.text.title

    def chosen(self, number: int) -> int | None:
        """Return which answer of a question is chosen, counted from 0."""
        word = self.request.GET.get(CHOICES[number], "")
        answers = self.text.questions[number].answers
        return int(word) if word.isdecimal() and word.isascii() and int(word[:3]) < len(answers) else None

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the parts, the numbers of the law that they read, and what came of the check."""
        facts, own = facts_of(self.text, self.actor.today), own_place(self.actor)
        parts = [
            (name, self.text.headings[name], as_html(text, facts, own))
            for name, text in self.text.parts.items()
        ]
        chosen = [self.chosen(number) for number in range(len(self.text.questions))]
        asked = [_asked(number, one, chosen[number], facts) for number, one in enumerate(self.text.questions)]
        right = sum(one["is_right"] for one in asked)
        return super().get_context(**more) | {
            "text": self.text,
            "language": language_of(self.subject),
            "role": RoleKind(self.text.role).label,
            "parts": parts,
            "check": self.text.headings["check"],
            "questions": asked,
            "is_answered": None not in chosen,
            "right": right,
            "facts": list(facts.values()),
            "finished": finished_courses(self.actor.user).get(self.subject.key),
        }


def _asked(number: int, question: Question, chosen: int | None, facts: Any) -> dict[str, Any]:
    """Return a question as the page shows it; with an answer chosen, why the right one is right."""
    answers = [
        (one, filled(answer.text, facts), one == chosen) for one, answer in enumerate(question.answers)
    ]
    return {
        "name": CHOICES[number],
        "text": filled(question.text, facts),
        "answers": answers,
        "is_chosen": chosen is not None,
        "is_right": chosen == question.right,
        "right": answers[question.right][1],
        "why": filled(question.why, facts),
    }


class CourseFinish(OfCourse, SignedInButton):
    """Record that one has taken the course; nobody else sees it."""

    rule = anybody

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Record it, and go on to the other courses."""
        finish_course(self.subject.key, actor=self.actor)
        return redirect(reverse("courses"))
