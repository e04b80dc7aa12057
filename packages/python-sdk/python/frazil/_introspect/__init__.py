"""Reads a flow file: what it says, as JSON, without running any step and without its packages."""
