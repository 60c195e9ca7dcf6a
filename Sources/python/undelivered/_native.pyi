from typing import Any

ffi: Any
lib: Any

def sized(kind: str) -> Any: ...
def text(value: Any) -> str | None: ...
