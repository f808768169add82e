"""One-to-one meetings of a firm and a buyer: their frame, who asks whom, and notes of what was said."""
