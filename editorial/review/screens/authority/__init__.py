"""The screens on which two editors decide who may sign, and those of people from outside who were invited."""
