"""The strategy by which a buyer has decided to buy, and by when it is revised."""
