"""Rows to planning problems, their solutions to options. Knows no database: a job hands rows in."""
