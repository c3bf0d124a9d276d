"""Other people's question banks, made into draft packs.

One direction: `files` tells the format and has the file read by the module of that format (`markdown` with
`nodes`, `asking` and `design_note`; `tables`; `anki`; `anki_text`; `json_list`) into a `draft.Source`;
`pack` makes a valid question of each draft and a report of all; `writing` writes them as YAML.
"""
