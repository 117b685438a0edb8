"""Bets: order, forecast and coverage."""
