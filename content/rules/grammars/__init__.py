"""Grammars that texts are composed by: a tiny engine, and what is said in each language."""
