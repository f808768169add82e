"""The search: what a word leads to, in all languages and both forms of Norwegian at once."""
