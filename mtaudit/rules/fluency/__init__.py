"""MT1: English that does not hold together."""
