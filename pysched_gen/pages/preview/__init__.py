"""An interface in, a page that shows it as Houdini's parameter editor would out."""
