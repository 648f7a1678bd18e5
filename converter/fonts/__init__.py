"""Faces: find the file, know what it covers, shape text with it, and cut it down to what was used."""
