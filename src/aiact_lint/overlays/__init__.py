"""Kustomize: objects as overlays build them, every value traced to the file that states it."""
