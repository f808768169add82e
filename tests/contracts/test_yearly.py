"""What suppliers tell once a year: by whom, who confirms, and sums of three firms alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from loftet.contracts.models import Contract, YearAnswer
from loftet.contracts.yearly.actions import confirm_year, tell_year
from loftet.contracts.yearly.queries import sums_of
from loftet.contracts.yearly.tasks import year_to_confirm, year_to_tell
from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.programme.models import Cohort
from loftet.suppliers.models import Supplier
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of

TOLD = {"turnover": Decimal(4_000_000), "jobs": Decimal("2.5"), "abroad": Decimal(0)}
NUMBER = "923609016"


@pytest.fixture
def running(contract: Contract, world: World, acting: Actor) -> Contract:
    """Return a contract that was under way in the year before, with the firm of the tests."""
    year = timezone.localdate().year - 1
    Contract.objects.update(number=NUMBER, signed_on=date(year, 1, 2), begins_on=date(year, 2, 1))
    signed_up = {"signed_up": acting.now, "signed_up_by": acting.person}
    confirmed = {"state": "confirmed", "confirmed": acting.now, "means": "email", **signed_up}
    Supplier.objects.create(organisation=world.firm, number=NUMBER, **confirmed)
    contract.refresh_from_db()
    return contract


def test_the_firm_tells_and_the_buyer_confirms_when_they_have_time(
    running: Contract, acting: Actor, people: People
) -> None:
    firm = acting_as(people.firm)
    (asked,) = answer(year_to_tell(firm))
    assert (asked.can_wait, asked.due) == (True, None)
    assert list(answer(year_to_confirm(acting))) == []
    row = tell_year(running, TOLD, 0, actor=firm)
    assert list(answer(year_to_tell(acting_as(people.firm)))) == []
    (waits,) = answer(year_to_confirm(acting))
    assert waits.can_wait
    row = confirm_year(row, actor=acting)
    assert row.confirmed_by == acting.person
    assert list(answer(year_to_confirm(acting))) == []
    with pytest.raises(NotAllowed):
        tell_year(running, TOLD, row.version, actor=firm)
    with pytest.raises(NotAllowed):
        confirm_year(row, actor=acting)
    mended = tell_year(running, TOLD | {"jobs": Decimal(3)}, row.version, actor=acting)
    assert (mended.jobs, mended.number, mended.confirmed) == (Decimal(3), NUMBER, acting.now)


def test_a_firm_that_takes_over_a_contract_reads_nothing_of_the_one_before(
    running: Contract, people: People, world: World
) -> None:
    tell_year(running, TOLD, 0, actor=acting_as(people.firm))
    Contract.objects.update(number="111111111")
    Supplier.objects.update(number="111111111")
    running.refresh_from_db()
    page = browser_of(people.firm).get(running.get_absolute_url(), {"lang": "nb"}).content.decode()
    assert "4 000 000 kr" not in page.replace("\xa0", " ")
    with pytest.raises(NotAllowed):
        tell_year(running, TOLD, 1, actor=acting_as(people.firm))


def test_a_year_that_is_closed_is_neither_told_nor_confirmed(running: Contract, acting: Actor) -> None:
    about = {"contract": running, "number": NUMBER, "told": acting.now, "told_by": acting.person}
    old = YearAnswer.objects.create(year=acting.today.year - 2, **about, **TOLD)
    with pytest.raises(NotAllowed):
        confirm_year(old, actor=acting)


@pytest.mark.usefixtures("english")
def test_nobody_else_tells_or_confirms_and_wrong_figures_are_refused(
    running: Contract, acting: Actor, people: People
) -> None:
    with pytest.raises(NotAllowed):
        tell_year(running, TOLD, 0, actor=acting_as(people.neighbour))
    with pytest.raises(InvalidInput) as refused:
        tell_year(running, TOLD | {"jobs": Decimal(-1)}, 0, actor=acting)
    assert refused.value.problems[0].field == "jobs"
    row = tell_year(running, TOLD, 0, actor=acting_as(people.firm))
    with pytest.raises(NotAllowed):
        confirm_year(row, actor=acting_as(people.firm))
    Contract.objects.update(number="")
    running.refresh_from_db()
    with pytest.raises(NotAllowed):  # a firm is known by the number of its contract alone
        tell_year(running, TOLD, row.version, actor=acting_as(people.firm))
    Contract.objects.update(ends_on=timezone.localdate(), begins_on=timezone.localdate())
    running.refresh_from_db()
    with pytest.raises(NotAllowed, match="not under way"):
        tell_year(running, TOLD, row.version, actor=acting)


def test_only_the_firm_and_the_buyers_read_the_figures(
    running: Contract, acting: Actor, buyer: User, people: People
) -> None:
    tell_year(running, TOLD, 0, actor=acting_as(people.firm))
    for user, sees in ((buyer, True), (people.firm, True), (people.neighbour, False), (None, False)):
        page = browser_of(user).get(running.get_absolute_url(), {"lang": "nb"}).content.decode()
        assert ("4 000 000 kr til" in page.replace("\xa0", " ")) == sees, user
    confirm = reverse("contract_year_confirm", args=[running.procurement_id, YearAnswer.objects.get().pk])
    assert browser_of(buyer).post(confirm, {"version": "1"}).status_code == 302
    assert YearAnswer.objects.get().confirmed is not None


def test_sums_are_shown_of_three_firms_and_never_of_fewer(
    running: Contract, acting: Actor, world: World
) -> None:
    cohort, today = Cohort(pk=0, lead=world.gol), acting.today
    year = today.year - 2
    Contract.objects.update(signed_on=date(year, 1, 2), begins_on=date(year, 2, 1))
    running.refresh_from_db()
    rows = []
    for at, number in enumerate((NUMBER, NUMBER, "111111111", "222222222")):
        copy = Contract.objects.get(pk=running.pk) if at == 0 else another(running, number)
        told = {"number": number, "told": acting.now, "told_by": acting.person, "confirmed": acting.now}
        rows.append(YearAnswer(contract=copy, year=year, **told))
        for name, value in TOLD.items():
            setattr(rows[-1], name, value)
        if at < 3:
            rows[-1].save()
    assert sums_of(cohort, today) == []
    rows[-1].confirmed = None
    rows[-1].save()
    assert sums_of(cohort, today) == []
    YearAnswer.objects.update(confirmed=acting.now)
    assert sums_of(cohort, date(year + 1, 12, 31)) == []  # it may still change, and a difference would tell
    (found,) = sums_of(cohort, today)
    assert (found.firms, found.turnover, found.jobs) == (3, Decimal(12_000_000), Decimal("7.5"))


def another(contract: Contract, number: str) -> Contract:
    """Return a contract of the same buyer with another firm."""
    procurement, agreement = contract.procurement, contract.agreement
    for row in (procurement, agreement):
        row.pk = None
        row.save()
    made = Contract.objects.get(pk=contract.pk)
    made.pk, made.procurement, made.agreement, made.number = None, procurement, agreement, number
    made.save()
    contract.refresh_from_db()
    return made
