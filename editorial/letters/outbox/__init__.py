"""The outbox: letters as rows, written in the transaction of what they tell of, each sent once."""
