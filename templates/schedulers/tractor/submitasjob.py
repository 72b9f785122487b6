# A button waits for the answer, so this asks the engine itself and not the thread of a cook.
if self["enabledatalayerserver"].evaluateInt() and self["createremotegraph"].evaluateInt():
    graph_name = self["remotegraphname"].evaluateString()
    self.cookWarning(f"connect {graph_name} to the data layer of the job by hand")
job = self._submit_graph(graph_file, node_path)
return self._status_page(job), job
