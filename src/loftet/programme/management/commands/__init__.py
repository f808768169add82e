"""Commands of the programme for those who run the site."""
