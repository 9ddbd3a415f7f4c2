"""Originals, sources and references: found, aligned with an article sentence by sentence, and measured."""
