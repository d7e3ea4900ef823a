"""What a learner touches: quiz, check, record, home, workspace. Imports the ground floor only."""
