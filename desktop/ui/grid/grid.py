from desktop.ui.grid.view import GridView as DayGrid
