"""Builders with defaults: each test says only what matters to it."""
