"""The settings of the site with the example apps."""

from loftet.site.settings import *  # noqa: F403
from loftet.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "examples.notes"]
ROOT_URLCONF = "examples.urls"
