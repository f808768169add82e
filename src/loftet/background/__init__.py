"""Work that goes on without a reader: letters of the outbox, jobs, work, the worker, checks of health."""
