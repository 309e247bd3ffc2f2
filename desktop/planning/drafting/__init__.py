"""Which visits on which day in which order: the problem, its solvers, and what they found.

Nothing here knows delegations or clocks; numbers are of whatever unit the problem uses.
`desktop.planning.draft` puts a programme into this form and back.
"""
