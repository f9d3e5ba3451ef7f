"""One source of charts for page, report, e-mail and Slack: SVG, PNG and a text table of the same figures.

A chart is a small record with four methods (`chart.py`). It is laid out for the width asked for, in pixels, and not
stretched: at 400 as at 1,200 its text has the same size, and what has no room moves below or is left to the table.
"""
