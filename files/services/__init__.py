"""Taking files in, keeping them, taking them back."""
