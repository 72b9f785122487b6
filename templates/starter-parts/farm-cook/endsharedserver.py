server = self.getSharedServerInfo(sharedserver_name)
pid = int(server.get("pid", 0))
host = str(server.get("host", ""))
if pid > 0 and host in ("", "localhost", "127.0.0.1", socket.gethostname(), socket.getfqdn()):
    # One that has ended by itself is no error.
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGTERM)
elif pid > 0:
    self.cookWarning(f"{sharedserver_name} runs on {host} as process {pid} and has to be ended there")
self.clearSharedServerInfo(sharedserver_name)
return True
