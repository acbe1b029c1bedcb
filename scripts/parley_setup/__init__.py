"""Sets Parley up from a fresh checkout, before anything is installed: standard library only.

`pythons` alone must be readable by every Python 3, since it is what tells an old one.
"""
