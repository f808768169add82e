"""The languages that texts of the catalogue are written in; a column ends with the key of one."""

LANGUAGES = ("nb", "nn", "en")
