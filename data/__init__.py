"""What is known before any plan is read: places, kinds of bodies, the national outlines, sample plans."""
