"""Voices: questions that a municipality asks, input without an account, and an answer back."""
