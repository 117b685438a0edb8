"""What every page is written with."""
