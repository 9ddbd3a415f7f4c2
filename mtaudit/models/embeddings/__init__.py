"""Sentence embeddings, of English and of many languages."""
