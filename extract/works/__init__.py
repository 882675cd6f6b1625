"""What a source is: whether a plan, which, whose, where and of which year, and which documents it names."""
