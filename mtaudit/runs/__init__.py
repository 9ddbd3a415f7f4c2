"""Many articles: inputs in, reports out to every format, with what earlier runs left behind."""
