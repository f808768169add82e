"""Commands of the site, run by `loftet manage`."""
