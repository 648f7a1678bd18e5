"""TEI P5: a whole document, valid against `tei_all`, for libraries and archives."""
