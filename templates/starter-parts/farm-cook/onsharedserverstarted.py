# endSharedServer needs what a job reports here.
self.setSharedServerInfo(str(args["name"]), args)
