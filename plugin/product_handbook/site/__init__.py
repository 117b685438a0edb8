"""Pages, navigation, export and handbook.json."""
