"""The pictures: a stage with one window, what is talked about on it, and the states to draw."""
