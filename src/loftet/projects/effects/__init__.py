"""The expected effect of a project, frozen before the start and read back from each edition."""
