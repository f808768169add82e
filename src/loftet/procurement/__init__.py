"""Procurements: from a need or a pool, step by step, to a contract; the competition is elsewhere."""
