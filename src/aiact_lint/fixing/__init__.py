"""From fixes on findings to new texts of files. Pure: reading and writing is the caller's."""
