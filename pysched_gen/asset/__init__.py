"""A scheduler in, the digital asset that fronts its registered type out."""
