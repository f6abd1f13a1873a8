"""Reading what others send: from bytes to rows, each with its fate. Who the row is about is linkage's question."""
