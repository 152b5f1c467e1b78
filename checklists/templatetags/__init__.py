"""What the templates of tasks need: {% load tasks %}."""
