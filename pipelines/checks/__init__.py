"""Truths about finished tables, as Dagster asset checks."""
