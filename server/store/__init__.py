"""Everything that is kept. The only package that knows a database driver."""
