"""Formulas of status mapping on labelled arrays: arrays in, arrays out."""
