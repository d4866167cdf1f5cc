"""Tally measured beside others on the same data and processors; `Scripts/bench` starts it."""
