"""Events of the workspace, one file each."""
