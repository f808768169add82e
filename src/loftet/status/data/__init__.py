"""A whole edition to take home: every table as CSV, as Parquet and as a workbook, with a code book."""
