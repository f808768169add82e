"""The registration of the site: its pages, as search finds them."""

from loftet.core.registry import App, register
from loftet.site.search_pages import PAGES

APP = register(App(label="site", search=(PAGES,)))
