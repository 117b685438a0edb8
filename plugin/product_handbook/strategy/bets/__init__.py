"""What can be computed about bets: their order, what they would do, whom they serve, and what became of forecasts."""
