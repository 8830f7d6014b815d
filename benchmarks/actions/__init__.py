"""How fast the API plays: battle actions over HTTP. `python -m benchmarks.actions`."""
