"""The rules, a folder for each family of codes."""

from mtaudit.rules.registry import REGISTRY, RULES, choose, codes, rule_named

__all__ = ["REGISTRY", "RULES", "choose", "codes", "rule_named"]
