"""What is told of what happens: logs, errors and how long things take, and in none of them who it was."""
