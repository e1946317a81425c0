"""Starts and stops everything the site needs on one machine: `./run` calls it.

Nothing in here imports Django or Celery: those run in processes of their own, which this package watches.
"""
