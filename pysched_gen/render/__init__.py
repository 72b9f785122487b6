"""A checked `Scheduler` in, texts of the files of its package out. Pure but for the templates."""
