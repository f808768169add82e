"""Actions of voices: asked, given, read, gathered, answered, and made into something."""
