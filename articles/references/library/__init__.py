"""This site's own works, and the screens for them."""
