"""What rules of several families share: words, names, lexicons, alignments, and the phrases that may be garbled."""
