"""Downloads in the window: what is asked before one, how far they are, what can be done."""
