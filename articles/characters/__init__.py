"""What a text is made of: characters that nobody sees, and characters that look different and mean the same."""
