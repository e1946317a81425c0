"""The sentences that the models of `likeness` and `encoder` are trained on, and how."""
