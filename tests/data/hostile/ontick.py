"""A body that starts with a string
   of several lines.
"""
return pdg.tickResult.SchedulerReady