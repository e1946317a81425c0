"""What people signed, and what their word rests on: saved drafts, checked claims, risk, subjects, pictures."""
