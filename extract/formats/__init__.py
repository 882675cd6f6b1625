"""Files of any format to text: web pages, Word, spreadsheets, archives, old office formats."""
