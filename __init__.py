"""zeren"""
