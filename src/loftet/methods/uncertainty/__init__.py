"""Uncertainty of scores: the whole index many times over, each time with other choices and other draws.

`world` says what is known, `draws` what chance decides, `replicate` computes, `intervals` sums up, and
`sobol` tells which choice moves whom. Plain arrays in, plain arrays out; no BLAS, so sums
run in one order and the bytes are the same with any number of threads.
"""
