"""Dagster assets, thin: read, call one pure function, return."""
