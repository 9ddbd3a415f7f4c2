"""What the detectors learn from: the corpora, their splits, and garble made on purpose."""
