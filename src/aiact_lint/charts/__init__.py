"""Helm charts: their templates written out with their values, every token traced to the files it comes from."""
