"""MT2: what the article says is not what its context, original or source says."""
