"""The settings of the site with the example apps."""

from loftet.site import settings
from loftet.site.settings import *  # noqa: F403

PACKAGE = settings.PACKAGE
INSTALLED_APPS = [*settings.INSTALLED_APPS, "examples.notes"]
ROOT_URLCONF = "examples.urls"
