"""The pages of pools: the list, one pool, joining it, and the prices that firms answer with."""
