"""The registration of the site: its pages as search finds them, what it shows, what is checked."""

from loftet.core.registry import App, register
from loftet.site.health.registered import CHECKS
from loftet.site.search_pages import PAGES
from loftet.site.views.operations import show_operations

APP = register(App(label="site", search=(PAGES,), panels=(("my_page", show_operations),), checks=CHECKS))
