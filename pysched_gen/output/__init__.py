"""Generated texts in, a `Plan` out, then disk: the only step that touches the output directory."""
