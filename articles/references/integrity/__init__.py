"""Whether a cited work still stands: retracted, under concern, corrected, clear, or not to be found out.

Each service says it in its own words and on both sides: on the work (“retracted in …”) and on the notice (“retraction
of …”). Only what is said on the work counts: a retraction notice is not itself retracted. An error is never “clear”.
"""
