"""Make a record of what somebody gives, and put it into the right file."""
