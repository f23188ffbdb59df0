"""Training of the reader: data, network, recipe, export, model card."""
