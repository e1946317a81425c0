"""What the edit screen of a page with editions has of its own: its form, its panels, what they advise, the preview."""
