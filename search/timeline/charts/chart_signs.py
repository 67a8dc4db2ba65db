"""What tells the lines of a chart apart: a colour, a stroke and a sign for each.

Colours alone would leave out many readers. `static/css/timeline.css` has the same colours and
strokes, and lighter ones for dark pages.
"""

#: Paths in pixels around a point: circle, square, triangle, diamond, triangle down, cross.
SIGNS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M-3.5-3.5h7v7h-7z",
    "M0-5L4.5 3.5h-9z",
    "M0-5L5 0 0 5-5 0z",
    "M0 5L4.5-3.5h-9z",
    "M-1.5-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
)
COLOURS = ("#0b5fa5", "#b3470a", "#157a4e", "#8a3a86", "#7a5c00", "#3d4245")
#: Lengths of strokes and blanks; "none" is a whole line.
DASHES = ("none", "8 3", "2 3", "8 3 2 3", "12 4", "4 4")
