"""The pages of bodies and matters."""
