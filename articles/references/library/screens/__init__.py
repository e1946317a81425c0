"""What the desk sees and presses of the library of references; no rule lives here."""
