"""What is wrong with the files: problems with their places, and what was probably meant."""
