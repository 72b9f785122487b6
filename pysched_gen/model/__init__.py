"""Sources in, one frozen `Scheduler` out. Pure: no disk, no clock, no environment."""
