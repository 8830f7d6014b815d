"""What `make play` does before and around the roles."""
