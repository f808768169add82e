"""Django's SQLite, whose file is made for its owner alone; settings name this package as the engine."""
