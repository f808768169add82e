"""Figures added up of open lists: a row for each farm, each power station, each municipality and year.

- Landbruksdirektoratet's subsidies to farms, after its description of the fields and public code of 2026.
- NVE's power stations, after a stored answer and public code that reads the interface.
- IMDi's settled refugees, after a stored file and public code.
- Nkom's coverage of broadband, after a stored file of 2022; a person downloads it.

`docs/reference/sources-lists.md` tells the traps of each.
"""
