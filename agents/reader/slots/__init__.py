"""Who did it and to whom: slot fillers and participants."""
