"""Parley: talk with open-weight models on your own computer, and find out which one suits you."""

__version__ = "0.1.0"
