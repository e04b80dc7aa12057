"""What runs beside the user's code in a task's process; speaks the task protocol with the supervisor."""
