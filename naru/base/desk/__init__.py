"""What a person keeps for themselves: saved filters, columns, the digest, what they have seen."""
