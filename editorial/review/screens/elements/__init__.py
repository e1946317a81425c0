"""What screens are put together from, here and in the apps above: their frame, forms, fields, panels."""
