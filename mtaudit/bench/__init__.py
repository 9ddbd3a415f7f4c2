"""Quality on text that training never saw, beside what could be had for less, and its floors."""
