"""The screens on which people sign, and on which editors decide."""
