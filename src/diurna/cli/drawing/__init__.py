"""Series for the eye: tables and charts on the terminal, pictures in files."""
