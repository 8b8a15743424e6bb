"""The documents, and in docs/reference/ the programs that write the reference pages from the code."""
