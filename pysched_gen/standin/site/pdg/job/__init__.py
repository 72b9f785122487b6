"""How jobs talk to the scheduler that runs them: `pdg.job`."""
