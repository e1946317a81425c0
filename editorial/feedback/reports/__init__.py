"""The report itself: what it says, its history, the queues it stands in, how long its words are kept."""
