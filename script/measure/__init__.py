"""What script/bench measures: its data, its rows, and the bare page beside them. Never part of what runs for real.

The image has no script/, and only `script.measure.settings` knows the extra address.
"""
