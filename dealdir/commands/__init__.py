"""What each command does, a module for those that load the same. `cli` says which words lead here."""
