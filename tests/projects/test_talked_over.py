"""Employee representatives are told of projects that begin soon and are not talked over."""

from loftet.core.reading import answer
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.projects.models import Project
from loftet.projects.tasks import projects_to_talk_over
from tests.people.partnership import acting_as
from tests.projects.conftest import begun, in_days


def lines(user: User) -> list[tuple[str, object]]:
    return [(one.address, one.due) for one in answer(projects_to_talk_over(acting_as(user)))]


def test_a_planned_project_is_one_line_until_it_is_talked_over(
    project: Project, employee: User, writer: Actor
) -> None:
    assert lines(employee) == [(project.get_absolute_url(), in_days(0))]
    assert list(answer(projects_to_talk_over(writer))) == []
    begun(project, writer)
    assert lines(employee) == []


def test_a_project_far_ahead_is_not_told_yet(project: Project, employee: User) -> None:
    Project.objects.filter(pk=project.pk).update(starts_on=in_days(61))
    assert lines(employee) == []
