"""The pages of the sidebar, each imported when it is first shown."""
