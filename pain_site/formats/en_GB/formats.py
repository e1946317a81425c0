"""How British English writes days here: with the whole name of the month, which nobody takes for another one."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
