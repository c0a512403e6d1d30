"""Looking for bytes of signs in files, in this process or in workers beside it."""
