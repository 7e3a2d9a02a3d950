"""Documents in, raw rows out: text with its place, and nothing that knows what a budget is."""
