"""One-to-one meetings of a market dialogue: asked for, timed by the worker, released, moved and printed."""
