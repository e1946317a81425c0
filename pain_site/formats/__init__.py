"""How days are written, where Django writes them in another way."""
