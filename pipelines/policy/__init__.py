"""Numbers with authority: what somebody signed, dated and placed. No threshold lives in Python."""
