"""The pages of suppliers: an account, the list, and one of them."""
