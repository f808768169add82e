"""Solutions: who offers what to municipalities, with which proof, and where it is in use."""
