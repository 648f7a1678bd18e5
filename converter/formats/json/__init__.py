"""The model as JSON, both ways, and the JSON Schema that other programs can hold it to."""
