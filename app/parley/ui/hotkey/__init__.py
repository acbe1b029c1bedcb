"""A shortcut that works in every program: one way for each kind of system."""
