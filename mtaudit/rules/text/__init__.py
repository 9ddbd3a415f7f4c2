"""What is shared beyond one family: words, names, lexicons, loops, and the phrases that may be garbled."""
