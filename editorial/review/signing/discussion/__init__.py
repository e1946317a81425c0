"""What is said about a draft before it is signed: remarks on passages, who is named in them, changes asked for."""
