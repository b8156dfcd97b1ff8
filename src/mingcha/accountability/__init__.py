"""问责处理: what competent organs decided about organisations and persons, what was found, handed over and read out."""
