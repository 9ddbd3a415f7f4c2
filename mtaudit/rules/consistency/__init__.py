"""MT4: what one article says in two ways."""
