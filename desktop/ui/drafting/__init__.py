"""Drafting the programme of a delegation: what is wished, the run, and the proposal."""
