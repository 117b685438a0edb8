"""Bets: order, forecast and benefits."""
