"""Files that appear whole or not at all, and what killed runs leave of them."""
