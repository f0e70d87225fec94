"""Everything that changes what reporting keeps."""
