"""The tables, a module per room. A table's comment says what one row means and who writes it."""
