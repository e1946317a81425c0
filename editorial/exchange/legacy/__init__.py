"""From an import to legacy editions: what goes into a batch, who decides about it, and letting readers have it."""
