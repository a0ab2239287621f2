"""One store per room: SQL in, domain values out. A store never commits; the unit of work does."""
