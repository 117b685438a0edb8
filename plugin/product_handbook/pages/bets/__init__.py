"""Bets: an overview, and a page for each."""
