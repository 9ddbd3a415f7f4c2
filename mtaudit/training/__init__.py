"""Trains the tagger and the decision: the corpora, their splits, synthetic garble, and the fitting."""
