"""What goes out when, what is taken away when, and what goes out together."""
