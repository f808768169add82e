"""One script walks the whole story of Demodalen, from the first row to what waits on the day it is made."""

import html
import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse

from loftet.core.demo import Demo
from loftet.log.models import Entry
from loftet.needs.models import Need
from loftet.people.models import User
from loftet.pools.models import PledgeChange, Pool
from loftet.timetables.models import Timetable
from tests.walks.story import STORY, Look, Row, filled

LEAKS = "Finne og tette lekkasjar i vassleidningane"
MET = "Lekkasjar i vassleidningane: møt kommunane"

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("demo story")]


@pytest.mark.parametrize("row", STORY, ids=lambda row: f"{row.when}: {row.what}")
def test_each_row_is_read_where_it_is_to_be_seen(demo: Demo, row: Row) -> None:
    for look in row.looks:
        page = read(look, demo)
        at = 0
        for words in look.reads:
            wanted = filled(words, demo, look.language)
            found = page.find(wanted, at)
            assert found >= 0, f"{look.who} {look.address}: «{wanted}» is not read in «{page[at:]}»"
            at = found + len(wanted)
        for words in look.lacks:
            assert filled(words, demo, look.language) not in page, f"{look.who} {look.address}: «{words}»"


def read(look: Look, demo: Demo) -> str:
    """Return what somebody reads, in one line; follow the link that the address ends with."""
    client = Client()
    if look.who:
        client.force_login(User.objects.get(email__startswith=f"{look.who}@"))
    address, _follows, link = look.address.partition(" > ")
    page = answer(client, address, look.language)
    if link:
        to, words = (re.escape(html.escape(part)) for part in link.split(": ", 1))
        leads = re.search(rf'<a [^>]*href="({to}[^"]+)"[^>]*>\s*{words}\s*</a>', page)
        assert leads, f"«{link}» is no link of {address}"
        page = answer(client, html.unescape(leads[1]), look.language)
    main = page.partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}")).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+([.,:;»)])", r"\1", re.sub(r"\s+", " ", text))


def answer(client: Client, address: str, language: str) -> str:
    """Return a page in a language."""
    separator = "&" if "?" in address else "?"
    response = client.get(f"{address}{separator}lang={language}", follow=True)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return response.content.decode()


def test_the_council_of_tjernli_meets_in_nine_days_or_on_the_monday_after(demo: Demo) -> None:
    ahead = demo.day("in 9 days") - demo.today
    assert timedelta(9) <= ahead <= timedelta(11)


def test_a_colleague_reads_the_need_of_fossvang_and_shares_it(demo: Demo) -> None:
    need = Need.objects.get(title="Finne og tette lekkasjar utan å grave opp vegen")
    done = Entry.objects.about(need).filter(action__in=("need.sent", "need.shared")).order_by("when")
    assert [(one.action, one.actor.email) for one in done if one.actor] == [
        ("need.sent", "leiv@fossvang.example"),
        ("need.shared", "ragna@fossvang.example"),
    ]


def test_five_pledge_on_the_leaks_before_four_of_them_commit(demo: Demo) -> None:
    pool = Pool.objects.get(title=LEAKS)

    def on(words: str) -> dict[str, str]:
        """Return how certain each was at the end of a day."""
        until = demo.at(demo.day(words)) + timedelta(hours=12)
        rows = PledgeChange.objects.filter(pledge__pool=pool, when__lte=until)
        return dict(rows.order_by("when", "pk").values_list("pledge__organisation__slug", "certainty"))

    assert on("-33 wed") == {
        **dict.fromkeys(("fossvang", "granasen", "nedre-demodal"), "intention"),
        "ovre-demodal": "committed",
        "tjernli": "interested",
    }
    assert on("-31 tue") == {
        **dict.fromkeys(("fossvang", "granasen", "nedre-demodal", "ovre-demodal"), "committed"),
        "tjernli": "interested",
    }


def test_five_times_moved_when_a_buyer_fell_ill(demo: Demo) -> None:
    second, first = Timetable.objects.filter(one_to_one__event__title=MET)  # the newest first
    before = {one.wish_id: one.slot for one in first.meetings.all()}
    after = second.meetings.select_related("wish__buyer__organisation")
    moved = [one.wish.buyer.organisation for one in after if one.slot != before[one.wish_id]]
    assert (second.number, first.number, len(before), len(after)) == (2, 1, 12, 12)
    assert [one.slug for one in moved if one] == ["ovre-demodal"] * 5
    client = Client()
    client.force_login(User.objects.get(email="solveig@demodalen.example"))
    page = client.get(f"{reverse('event_one_to_one', args=[second.one_to_one.event_id])}?lang=nn")
    assert "5 møte er endra sidan versjon 1." in " ".join(page.content.decode().split())


def test_the_mandates_of_the_leaks_are_read_as_word_with_their_case_numbers(demo: Demo) -> None:
    pool, client = Pool.objects.get(title=LEAKS), Client()
    client.force_login(User.objects.get(email="solveig@demodalen.example"))
    found = {}
    for pledge in pool.pledges.filter(certainty="committed").select_related("organisation"):
        slug = pledge.organisation.slug
        file = client.get(reverse("pool_mandate_docx", args=[pool.pk, slug]))
        cells = [one.text for table in docx.Document(BytesIO(file.content)).tables for one in table._cells]
        assert pledge.authority in cells
        found[slug] = pledge.authority
    assert found == {
        "fossvang": demo.dated("{yy -31 tue}/160"),
        "granasen": demo.dated("{yy -32 thu}/133"),
        "nedre-demodal": demo.dated("{yy -32 tue}/241"),
        "ovre-demodal": demo.dated("D {yy -33 wed}/19"),
    }
