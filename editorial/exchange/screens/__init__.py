"""What people see and press when something comes in."""
