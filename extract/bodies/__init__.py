"""Institutions (机构): names told apart, resolved to records, in place and in time; groups and their members."""
