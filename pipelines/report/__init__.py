"""What people receive: workbooks, summaries, every Chinese sentence. Decides nothing."""
