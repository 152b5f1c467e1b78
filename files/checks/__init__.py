"""What a file must stand up to before it is taken in: no database, no request, each refusal a sentence in Danish.

`check.py` is the way in. Every limit that is not a setting stands in the module that holds to it.
"""
