# There is no farm to hand the graph to. An error tells so to whoever pressed the button; an
# empty URI would look like a job that was submitted.
raise RuntimeError("Local Runner cannot submit a graph as a job: use the scheduler of a farm")
