# A button waits for the answer, so this asks the farm itself and not the thread of a cook.
script, log_file = self._write_graph_job(graph_file, node_path)
job = self._submit_program("pdg-graph", script)
return file_uri(log_file), job
