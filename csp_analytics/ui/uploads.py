"""Files that were uploaded or made for a download: taken out of the server's memory when they have served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from csp_analytics.server import uploads


def let_go(files: Sequence[Any]) -> None:
    """Takes the bytes out of the server's memory: Streamlit would keep them until the tab is closed."""
    here = get_script_run_ctx()
    if here is not None and isinstance(here.uploaded_file_mgr, MemoryUploadedFileManager):
        for file in files:
            here.uploaded_file_mgr.remove_file(session_id=here.session_id, file_id=file.file_id)


def let_go_of_downloads() -> None:
    """Takes out what was made for a download before the last call; else it stays until somebody's page runs again."""
    if runtime.exists():
        runtime.get_instance().media_file_mgr.remove_orphaned_files()


def held() -> dict[str, int]:
    """Bytes of uploaded files in the server's memory, by tab; asked by what bounds them."""
    if not runtime.exists():
        return {}
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    by_tab = list(manager.file_storage.items())  # tabs come and go meanwhile
    return {tab: sum(len(one.data) for one in list(files.values())) for tab, files in by_tab}


def expect_files() -> None:
    """Said by every page before its place for files: from this tab, files are taken from now on."""
    if here := get_script_run_ctx():
        uploads.expect(here.session_id, held)
