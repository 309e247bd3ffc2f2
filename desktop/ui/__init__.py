"""The window: pages, editors, lists and forms. Qt lives here and nowhere else."""
