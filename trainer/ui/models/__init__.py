"""Item models: thin adapters from flat records to Qt's views; no rules, no reading."""
