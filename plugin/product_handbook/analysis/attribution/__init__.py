"""What a change comes from."""
