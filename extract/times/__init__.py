"""Times (时限): dates, rhythms, terms counted from an event, phases."""
