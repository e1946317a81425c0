"""When pages are to be reviewed again, who sees to it, and what becomes of a page that is not."""
