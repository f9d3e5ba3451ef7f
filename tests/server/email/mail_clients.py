"""What Outlook for Windows (it draws with Word) and Gmail (web, Android, iOS) take of HTML and CSS.

Sources: for Word, Microsoft's "Rendering HTML and CSS in Outlook 2007", parts 1 and 2, which later versions kept to;
for both, the tables of https://www.caniemail.com/features/ under names such as css-border-radius, css-display,
html-aria-hidden and html-style.
"""

ELEMENTS = {
    "table": {
        "border", "cellpadding", "cellspacing", "class", "dir", "lang", "role", "style", "width",
    },
    "tbody": set[str](),
    "tr": set[str](),
    "td": {"align", "bgcolor", "class", "height", "style", "valign", "width"},
    "a": {"class", "href", "style", "title"},
    "span": {"class", "style"},
    "br": set[str](),
}  # fmt: skip
"""In both, with the attributes that both take."""

PROPERTIES = {
    "background-color",
    "border",
    "border-width",
    "border-bottom-width",
    "border-top-width",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "line-height",
    "margin",
    "margin-top",
    "padding",
    "text-decoration",
    "vertical-align",
    "width",
}
"""In both, on what they are used on."""

ENHANCEMENTS = {
    "style": "Gmail and Word leave out a <style> in the body: the light colours stay, which have a ground of their own",
    "aria-hidden": "a screen reader also says that there is a star",
    "tabindex": "the trap is not shown, so it takes no focus anyway",
    "border-radius": "Word draws square corners; the mouths of faces are hidden from it",
    "border-spacing": "the attribute cellspacing says the same",
    "display": "Word reads only `none`; a link is as large as its words, and mso-padding-alt makes the cell large",
    "max-height": "display: none hides the trap already",
    "max-width": "Word takes the attribute width",
    "mso-hide": "for Word alone",
    "mso-padding-alt": "for Word alone",
    "overflow": "display: none hides the trap already",
}
"""What one of them leaves out, and what a customer sees then."""
