"""The ground floor: what the course is. Reads modules/ and data/; imports no wing."""
