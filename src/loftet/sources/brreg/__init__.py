"""Enhetsregisteret (Brønnøysund): organisation numbers checked, organisations looked up.

The interface is data.brreg.no/enhetsregisteret/api, NLOD 2.0, version 2 of its answers. That it takes many
numbers at once, tells an `epostadresse`, and answers 410 for what it has removed, is seen in public code and
not in its description: try it before the first real lookup.
"""
