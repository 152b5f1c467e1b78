"""The forms of the moves: each says what is known when it happens."""
