"""How long caches may keep what readers get."""

#: So that a withdrawal reaches every shared cache within a minute; a reader's own browser asks each time.
FOR_A_MINUTE = "public, max-age=0, s-maxage=60"
#: For whoever has a key of the API.
FOR_ONE = "private, no-cache"
#: For what stands at an address made of its own hash.
FOR_EVER = "public, max-age=31536000, immutable"
#: For a picture, which stands at such an address, too: whoever has seen it has it, and a shared cache asks each minute
#: whether readers still get a page that shows it.
WHILE_SHOWN = "public, max-age=31536000, s-maxage=60, immutable"
