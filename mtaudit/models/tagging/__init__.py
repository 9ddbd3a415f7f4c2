"""Taggers: a score for each word, and for each sentence the log odds that a machine translated it."""
