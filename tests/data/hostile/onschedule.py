#tight comment {{ 1 }}
text = """first
    second	tab
third"""
if text.startswith("first"):  # end of line
	# a tab indents this
	return pdg.scheduleResult.Succeeded
return pdg.scheduleResult.CookFailed
#last word
