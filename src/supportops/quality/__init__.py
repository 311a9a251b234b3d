"""Quality: scores that mean the same whoever gives them, and what is done with them."""
