"""Somebody's document, from the file or paste that it comes as to the blocks of a draft."""
