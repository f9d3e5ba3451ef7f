"""The commands of `paldies`, one file each."""
