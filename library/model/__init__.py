"""The values that every layer knows: documents, passages, the vocabulary, readers."""
