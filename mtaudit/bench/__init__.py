"""Measures quality, speed and cost next to cheaper alternatives, on text not used in training, and keeps floors."""
