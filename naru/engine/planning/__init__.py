"""Planning as three models: courses to periods, courses to cover demand, seats by department and year."""
