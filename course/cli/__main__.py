"""`python -m course.cli`: the command where the program `course` is not on the path."""

from course.cli import main

if __name__ == "__main__":
    main()
