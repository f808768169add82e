"""Rules of public procurement: the facts of a case to what follows from them, each with its citation.

`rows` are the dated rows of the catalogue, `case` is what is known of a purchase, `facts` asks it and tries
what is not known, `consequences` and `climate` are the rules, `check` puts the answers together.
"""
