"""The Agreement screen: how far annotators agree, each figure with the cases behind it."""
