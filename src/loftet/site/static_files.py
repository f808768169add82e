"""Static files under names that carry their content, compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hash and compress what the pages use; type declarations and sources of packages stay out."""

    manifest_strict = True
