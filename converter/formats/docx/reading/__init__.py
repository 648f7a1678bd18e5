"""How a document of Word is read: its parts, its looks and lists, its runs, its blocks, its record."""
