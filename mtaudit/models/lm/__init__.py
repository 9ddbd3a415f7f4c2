"""The causal language model: its passes, how surprising each word is, and which small change would mend a sentence."""
