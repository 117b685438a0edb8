"""Markdown as Python-Markdown reads it: its blocks, its code, its brackets; written without that library, for speed.

Nothing here renders. It finds what in a text is code and what is not, with offsets, so that links can be found and
text be made safe in the source.
"""
