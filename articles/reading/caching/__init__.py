"""How long what readers get is kept, and how it is forgotten."""
