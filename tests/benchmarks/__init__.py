"""How fast and how small the engine is, beside others: ``python -m tests.benchmarks``."""
