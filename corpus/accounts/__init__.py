"""Who may do what: roles, sign-in and its guard against guessing."""
