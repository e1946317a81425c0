"""Whether a draft's words stand elsewhere too: on another page of ours, or in a work that it cites."""
