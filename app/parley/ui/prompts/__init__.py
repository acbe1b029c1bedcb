"""The prompt library in windows: the first texts, the form that fills one in, the list of all."""
