"""The page that sets any figure against another, and shows it in six ways."""
