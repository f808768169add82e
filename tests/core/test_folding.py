"""Words are found whatever the size of their letters, also Norwegian ones, in both databases."""

import pytest
from django.db.models import Value

from loftet.core.folding import Folded
from loftet.people.models import Organisation

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_norwegian_letters_are_folded_like_others() -> None:
    Organisation.objects.create(slug="oy", name="ØYGÅRD ÆRFUGL", kind="supplier")
    rows = Organisation.objects.alias(folded=Folded("name"))
    assert rows.filter(folded__contains=Folded(Value("øygård ærf"))).count() == 1
