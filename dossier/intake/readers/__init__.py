"""Files as they come, each kind by its own reader, run in a process that can reach nothing but the open file.

A reader gets a seekable binary file and gives a header and rows of text. It converts nothing.
"""
