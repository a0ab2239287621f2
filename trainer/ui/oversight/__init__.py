"""Pages of those who supervise without changing anything."""
