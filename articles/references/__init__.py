"""The works that articles cite: how they are known, and the library of them."""
