"""The page about passwords and backups: its cards, its questions, and what it does behind them."""
