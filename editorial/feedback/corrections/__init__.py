"""From reports to the edition that answers them."""
