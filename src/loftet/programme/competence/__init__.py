"""Competence: who can what in the municipalities, where it lacks, and who could help."""
