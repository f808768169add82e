"""Apps that show how one is made."""
