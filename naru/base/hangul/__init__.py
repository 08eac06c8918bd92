"""Korean as people write and search it: particles after any word, initials, and a lookup that understands both."""
