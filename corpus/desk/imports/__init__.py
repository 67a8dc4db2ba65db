"""Pages of the desk for imports: upload, preview, progress, report, undo."""
