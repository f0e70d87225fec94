"""What may be wrong in an imported file: said, and how it is mended, in both languages."""
