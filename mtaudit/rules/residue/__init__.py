"""MT3: what translation and conversion leave behind in a text."""
