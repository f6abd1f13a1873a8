"""What it means: facts and rules make warnings. Pure; wording is report's, numbers are policy's."""
