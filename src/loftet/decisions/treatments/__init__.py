"""How a matter is treated: planned, moved, called off, recorded, corrected, decided by delegation."""
