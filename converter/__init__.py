"""Official reports in; print-ready PDF, EPUB, DOCX and TEI-XML out."""
