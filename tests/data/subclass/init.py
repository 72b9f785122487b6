self.logs: dict[int, str] = {}
