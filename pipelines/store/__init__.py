"""Versions of finished tables: Parquet and manifests, published by rename."""
