"""The review screen: one text as it will be published, what is said about it, and one signature."""
