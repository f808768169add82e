"""The pages of needs: lists, one need, and the steps of writing one."""
