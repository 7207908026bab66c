"""The catalogue, its builds and the copies of files."""
