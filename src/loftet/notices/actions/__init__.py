"""What can happen to notices: people are told, follow, and say what they do not want to hear of."""
