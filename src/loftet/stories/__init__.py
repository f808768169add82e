"""Stories of what municipalities have achieved: a number that holds, a picture, a page for a class."""
