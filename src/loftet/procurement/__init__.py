"""Procurements: from a need or a pool to a contract that is followed up; the competition is elsewhere."""
