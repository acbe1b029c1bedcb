"""The runs that `bench.py` compares, each a process of its own."""
