"""What happened: the store of attempts."""
