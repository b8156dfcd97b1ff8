"""Tests over several mechanisms (journeys) and of the house's own rules (house)."""
