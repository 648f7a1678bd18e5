"""The release of this package, which files name as that of their maker."""

RELEASE = "0.1.0"
