"""A model that moves to another app is named by that one: the log and notices find its rows."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from loftet.agreements.models import Agreement
from loftet.core.moved_models import name_by_app

pytestmark = pytest.mark.both_databases


def test_rows_are_named_by_the_app_to_which_their_model_moves_and_back(db: None) -> None:
    kind = ContentType.objects.get_for_model(Agreement)
    moved = name_by_app(("agreement",), "agreements", "elsewhere")
    said = []
    for move in (moved.code, moved.reverse_code):
        assert move is not None
        move(apps, None)  # type: ignore[arg-type]
        kind.refresh_from_db()
        said.append(kind.app_label)
    assert said == ["elsewhere", "agreements"]
    assert ContentType.objects.get_for_model(Agreement) == kind
