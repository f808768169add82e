"""The pages of voices: questions, input without an account, and reading, gathering and answering it."""
