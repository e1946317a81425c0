"""The ark: all that readers get, as files that open from a disk and from any web server, without this program.

`addresses` says what is kept and under which name, `asking` has the site itself answer, over the readers' connection;
`pages` makes what it says stand alone, `finding` the index to search in. `writing` does it, address by address.
"""
