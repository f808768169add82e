"""Words of the programme in templates."""
