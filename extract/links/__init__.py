"""Links (承接): what carries out which requirement above, what changed on the way, how everything stands."""
