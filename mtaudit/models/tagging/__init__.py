"""The garble tagger: from the language model's facts to a score for each word."""
