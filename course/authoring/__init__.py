"""What an author touches: build lessons, check content. Imports the ground floor only."""
