"""The search for shared challenges, with the names of the methods: a chapter of the page of the method."""

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.methods.challenges import Rule
from loftet.status.method.sentences import Chapter, percent
from loftet.ui.numbers import number_style


def shared_chapter(rule: Rule) -> Chapter:
    """Return in words how it is found what the municipalities of a region have in common."""
    numbers = {"times": number_text(rule.times, 0, number_style()), "level": percent(rule.level)}
    return Chapter(
        "shared",
        _("What municipalities have in common"),
        (
            _(
                "The members of a region are held against random sets of as many municipalities from the "
                "same classes of size and centrality: a stratified permutation test with %(times)s sets. "
                "Values count by their rank, as normal scores, so that one extreme member makes no challenge."
            )
            % numbers,
            _(
                "Over all indicators the false discovery rate is held at %(level)s (Benjamini and Hochberg), "
                "once for weaker and once for better."
            )
            % numbers,
            _(
                "A shared challenge must also be far from the target, or weaker than the middle, in more "
                "than half of the members, and improving in no more than half of them."
            ),
            _(
                "Challenges go together where they are bad in the same places outside the region: a "
                "correlation of at least 0.5. Persons are counted from the members that are worse than the "
                "target or than the middle of their like, never below ten and never from a hidden figure."
            ),
        ),
    )
