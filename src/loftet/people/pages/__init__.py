"""The pages of people, organisations and roles."""
