"""The day grid: a programme drawn to scale on two clocks, moved with the mouse and the keyboard."""
