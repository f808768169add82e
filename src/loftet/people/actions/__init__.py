"""What can happen to people, roles and invitations: each checks, changes and logs in one transaction."""
