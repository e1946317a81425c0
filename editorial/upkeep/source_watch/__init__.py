"""The watch on cited works: what the world says of them, which is newer, who is told, and what is held back."""
