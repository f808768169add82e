"""What every app is built on: letters that wait, jobs, and forms that are sent once."""
