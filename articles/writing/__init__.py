"""From a writer's blocks to the HTML that is signed, and what it still needs."""
