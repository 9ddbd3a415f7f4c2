"""MT5: English words in the phrases of another language."""
