"""What a person types into: one line with its name before it and what was understood behind it."""
