"""What can happen in the programme: cohorts begin, municipalities decide, phases open."""
