"""Diagrams and charts as SVG."""
