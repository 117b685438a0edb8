"""The page bets."""
