"""What identifies people is taken out of what readers write."""
