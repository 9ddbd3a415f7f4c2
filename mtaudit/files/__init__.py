"""Files that are written whole or not at all, and the temporary files that killed runs leave behind."""
