"""Lists of records: a model over plain rows, the table that shows it, and the page around it."""

from desktop.ui.lists.column import Column
from desktop.ui.lists.model import ListModel
from desktop.ui.lists.page import ListPage
from desktop.ui.lists.table import ListTable

__all__ = ["Column", "ListModel", "ListPage", "ListTable"]
