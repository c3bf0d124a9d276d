"""What was said becomes a scorecard with evidence. Pure: no device, disk, clock or network."""
