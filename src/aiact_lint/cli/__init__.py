"""The command line: the only place that prints, reads the clock or the environment, and exits."""
