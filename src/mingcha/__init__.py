"""Mingcha 明查: the working system of a leading-group office. A folder is one mechanism of the office."""
