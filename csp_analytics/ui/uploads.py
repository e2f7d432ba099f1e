"""Files that were uploaded: taken out of the server's memory as soon as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def let_go(files: Sequence[Any]) -> None:
    """Takes the bytes out of the server's memory: Streamlit would keep them until the tab is closed."""
    here = get_script_run_ctx()
    if here is not None and isinstance(here.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            here.uploaded_file_mgr.remove_file(session_id=here.session_id, file_id=file.file_id)
