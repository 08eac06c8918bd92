"""The JSON API: the same queries and actions as the pages, one file for each room."""
