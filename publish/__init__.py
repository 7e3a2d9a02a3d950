"""From the private build file to the file that readers open."""
