"""The screens on which editors decide about a page: its status, an emergency, its risk, an interest."""
