"""What is to be reckoned with: conflicts, free times, holidays, ways. Pure, over plain values."""
