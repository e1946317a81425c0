"""Whether somebody who writes to us may be in danger, in ten languages and in the way people write."""
