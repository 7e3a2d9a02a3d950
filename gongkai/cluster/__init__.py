"""Documents read and built by the machines of a cluster; this one keeps the home and writes into it."""
