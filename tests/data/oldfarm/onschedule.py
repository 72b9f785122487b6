# Häufig: runs the item and waits.
self.createJobDirsAndSerializeWorkItems(work_item)
note = u"ä"  # Python 2 and 3 know this prefix
command = self.expandCommandTokens(work_item.command, work_item)
if subprocess.call(command, shell=True) == 0:
    return pdg.scheduleResult.CookSucceeded
return pdg.scheduleResult.CookFailed
