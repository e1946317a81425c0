"""Out, and in again: a whole site as lines of JSON and files, and an empty site that becomes the same one.

`left_out` says what stays behind and why. `tables` knows how rows become lines and lines rows, whatever the tables are;
`folder` writes and proves the files. `moving_out` and `moving_back` are the two ways.
"""
