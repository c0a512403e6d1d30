"""What CloudFormation, ARM, Bicep and Pulumi share: declared resources of a cloud, read by one table.

A dialect finds the resources of a template and says what its expressions come to (`spots.Reader`); everything else is
the same: facts, containers, texts, links, statements in tags.
"""
