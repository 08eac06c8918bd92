"""Who is let in: invitations, their approval and acceptance, transfers, ends of membership, and the second factor."""
