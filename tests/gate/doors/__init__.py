"""Every door by which Wagtail, Django or SQL makes content live; `registry.DOORS` has them once this is imported."""
