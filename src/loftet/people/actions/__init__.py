"""The actions on people, roles and invitations: each checks, changes and logs in one transaction."""
