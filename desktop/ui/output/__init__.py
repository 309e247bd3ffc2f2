"""What leaves the program: previews, printed pages, PDF files and calendar files."""
