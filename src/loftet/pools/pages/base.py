"""The pages about one pool."""

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import HiddenRecordMixin, Page
from loftet.pools.models import Pool


class OfPool(HiddenRecordMixin, Page):
    """A page about a pool; one that is hidden is not there, and a reader without sign-in learns nothing."""

    missing = _("There is no such joint purchase.")
    subject_model = Pool
    form_template = "pools/pages/form.html"
