"""What `./run` can find out: about the code, about a running site, and about its backups."""
