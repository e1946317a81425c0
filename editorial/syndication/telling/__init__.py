"""Who wants to be told of recalls and feeds, whether they really do, telling them, and writing where nobody answers."""
