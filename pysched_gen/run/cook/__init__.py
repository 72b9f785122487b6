"""A cook of one package: the graph that goes in, the reports that come out."""
