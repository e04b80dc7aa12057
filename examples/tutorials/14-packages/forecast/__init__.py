"""What weather_flow.py is made of."""
