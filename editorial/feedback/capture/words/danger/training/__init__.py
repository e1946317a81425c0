"""The sentences that the model of `likeness` is trained on, and how: python -m …danger.training."""
