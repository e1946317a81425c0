"""Who takes our texts, how we know them, and which editions they hold."""
