"""Figures, signs and icons in templates: `{% load loftet %}`."""
