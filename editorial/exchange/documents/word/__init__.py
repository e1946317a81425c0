"""Word documents: a ZIP of XML, made plain for mammoth, which leaves out without a word what it does not know."""
