"""Originals: kept in an index, found again by meaning, aligned sentence by sentence, and compared."""
