"""Turn a GGUF file into a folder that loads at once. Run as a process of its own, as it needs over 1 GB.

`python -m mtaudit.models.store.convert GGUF FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path


def convert(gguf: Path, folder: Path) -> None:
    """Dequantise `gguf` and save it with its tokenizer into `folder`, rounded to bfloat16 and written as float32.

    The Q4_1 weights carry fewer significant bits than bfloat16 keeps, so that nothing that the model uses is lost
    but the last bit of some products of scale and step. A file of float32 is mapped into memory as it is, once for all
    processes that read it, and is there in .2 s; half the file in bfloat16 had to be widened by each.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    quantised = AutoModelForCausalLM.from_pretrained(gguf.parent, gguf_file=gguf.name, dtype=torch.float32)
    config = quantised.config
    del config.quantization_config  # transformers refuses to save what it believes quantised
    plain = AutoModelForCausalLM.from_config(config)
    plain.load_state_dict(quantised.state_dict())
    plain.to(torch.bfloat16).float().save_pretrained(folder)
    AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name).save_pretrained(folder)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
