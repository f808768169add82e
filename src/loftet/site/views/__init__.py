"""The front page, what is told about the site itself, and the answers when something is not right."""
