"""What readers keep: frozen and saved searches, alerts, collections, marks, tokens."""
