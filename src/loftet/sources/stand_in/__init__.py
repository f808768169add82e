"""Stand-ins on this machine for the official interfaces, with the traps of the real ones and made-up figures.

| address | follows |
|---|---|
| `/ssb/` | PxWebApi v2: its description (PxTools/PxApiSpecs) and answers of Statistics Norway |
| `/fhi/` | FHI's open statistics: its description and answers of June 2026 |
| `/mdir/` | Miljødirektoratet's workbook of municipal emissions, as public code reads it |
| `/klass/` | KLASS: its description, answers of 2024 and 2026, and the real changes in `klass_changes.csv` |
| `/brreg/` | Enhetsregisteret: its description, and a made-up register in `catalogue/demo_register.csv` |
| `/doffin/` | Doffin's search as public code asks it, and made-up notices in `catalogue/demo_notices.csv` |

Tables and codes are those that the catalogue names: a stand-in is no proof that they exist.
"""
