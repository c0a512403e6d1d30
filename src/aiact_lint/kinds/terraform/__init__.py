"""Terraform and OpenTofu (`kind.py`); what its files are called is asked in every run and imports nothing else."""
