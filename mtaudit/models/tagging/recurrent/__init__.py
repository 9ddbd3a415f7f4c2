"""The recurrent tagger: a bidirectional GRU over the hidden states of a frozen language model."""
