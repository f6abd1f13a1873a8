"""Who is who: pure, frames and parameters in, frames out. What a link means is screening's question."""
