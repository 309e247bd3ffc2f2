"""Drafting against other solvers, on problems that are given to all in the same JSON."""
