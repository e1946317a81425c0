"""From a batch of imported texts to legacy editions: who decides about it, and letting readers have it."""
