self.jobs = {}
